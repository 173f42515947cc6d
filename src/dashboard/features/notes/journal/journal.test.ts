import { expect, test } from 'vitest'
import type { DraftKey } from '../../../../contract/session.ts'
import { createJournal } from './journal.ts'
import { makeDraftKey, makeTextStore } from './journal-test-world.ts'
import { readEnvelope, seal, unseal } from './seal.ts'
import type { Tabs } from './tabs.ts'
import { firstThatWorks, isFull, type TextStore } from './text-store.ts'

const KEY = makeDraftKey('supervisor')

type World = { store?: TextStore; versionStore?: TextStore; key?: DraftKey }

function makeJournal({
  store = makeTextStore(),
  versionStore = makeTextStore(),
  key = KEY,
}: World) {
  const tabs: Tabs = {
    id: 'tab-1',
    living: async () => new Set(['tab-1']),
    ended: () => new Promise(() => {}),
    alone: (work) => work(),
    leave: () => {},
  }
  const kept: number[] = []
  const journal = createJournal({
    store,
    versionStore,
    tabs,
    draftKeys: [key],
    onKept: (_callId, rev) => kept.push(rev),
    onNotKept: () => kept.push(-1),
  })
  return { journal, kept }
}

const makeDraft = (text: string) => ({ callId: 'c1', text, base: '' })
const full = () => new DOMException('Full.', 'QuotaExceededError')

test('what is kept says nothing to those who read the disk', async () => {
  const store = makeTextStore()
  const { journal } = makeJournal({ store })
  journal.keep(makeDraft('canary'), 1, 0)
  await journal.flush()
  expect(store.texts.size).toBe(1)
  expect(JSON.stringify([...store.texts])).not.toContain('canary')
  expect((await journal.list()).drafts).toMatchObject([{ text: 'canary', rev: 1 }])
})

test('another person’s drafts are neither listed nor touched', async () => {
  const store = makeTextStore()
  const { journal } = makeJournal({ store })
  journal.keep(makeDraft('mine'), 1, 0)
  await journal.flush()
  const other = makeJournal({ store, key: makeDraftKey('agent') })
  expect(await other.journal.list()).toEqual({ drafts: [], unreadable: [] })
  expect(store.texts.size).toBe(1)
})

test('the newer of two copies counts, by the order of changes and not by the clock (D-10)', async () => {
  const first = makeTextStore()
  const second = makeTextStore()
  const name = JSON.stringify([KEY.id, 'c1', 'tab-1'])
  first.texts.set(name, seal(KEY, name, { rev: 6, at: Date.now() }, makeDraft('older')))
  second.texts.set(name, seal(KEY, name, { rev: 7, at: 0 }, makeDraft('newer')))
  const { journal } = makeJournal({ store: firstThatWorks([first, second]) })
  expect((await journal.list()).drafts).toMatchObject([{ text: 'newer' }])
})

test.each([
  ['of a later version', JSON.stringify({ schema: 2, rev: 1, at: 5, body: '' })],
  ['cut off', '{"schema":1,"rev":'],
  [
    'sealed with another key',
    JSON.stringify({ schema: 1, rev: 1, at: 5, iv: 'AAAA', body: 'AAAA' }),
  ],
  ['of another shape', JSON.stringify({ schema: 1, rev: 1, at: 5, body: '{"text":1}' })],
])('a draft %s is listed as unreadable and stays (D-08)', async (_what, text) => {
  const store = makeTextStore()
  const { journal } = makeJournal({ store })
  store.texts.set(JSON.stringify([KEY.id, 'c1', 'gone']), text)
  expect(await journal.list()).toMatchObject({ drafts: [], unreadable: [{ callId: 'c1' }] })
  expect(store.texts.size).toBe(1)
})

test('a text does not open under another name', async () => {
  const sealed = seal(KEY, 'one', { rev: 1, at: 1 }, 'text')
  const envelope = readEnvelope(sealed)
  if (envelope === undefined) throw new Error('It has no envelope.')
  expect(unseal(KEY, 'one', envelope)).toBe('text')
  expect(unseal(KEY, 'other', envelope)).toBeNull()
})

test('earlier versions make room for what is unsent (D-03)', async () => {
  const store = makeTextStore()
  const versionStore = makeTextStore()
  const { journal, kept } = makeJournal({ store, versionStore })
  journal.remember('c1', 'long ago')
  expect(await journal.versions('c1')).toHaveLength(1)
  const { write } = store
  store.write = (name, text) => {
    if (versionStore.texts.size > 0) return Promise.reject(full())
    return write(name, text)
  }
  journal.keep(makeDraft('unsent'), 1, 0)
  await journal.flush()
  expect(kept).toEqual([1])
  expect(versionStore.texts.size).toBe(0)
})

test('the last twenty versions of a note are kept, each once', async () => {
  const { journal } = makeJournal({})
  for (let at = 1; at <= 25; at += 1) journal.remember('c1', `version ${at}`)
  journal.remember('c1', 'version 24')
  const texts = (await journal.versions('c1')).map(({ text }) => text)
  expect(texts).toHaveLength(20)
  expect(texts.slice(0, 3)).toEqual(['version 24', 'version 25', 'version 23'])
})

test('a store that fails is left for the next one, one that is full is not', async () => {
  const first = makeTextStore()
  const second = makeTextStore()
  const store = firstThatWorks([first, second])
  first.error = full()
  await store.write('a', '1')
  expect(isFull(first.error)).toBe(true)
  first.error = undefined
  await store.write('a', '2')
  expect([...first.texts, ...second.texts]).toEqual([
    ['a', '2'],
    ['a', '1'],
  ])
  first.error = new Error('gone')
  await store.write('a', '3')
  first.error = undefined
  await store.write('a', '4')
  expect(second.texts.get('a')).toBe('4')
})
