import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeDraftKey } from './journal/journal-test-world.ts'
import { listUnsent, shownText } from './note-state.ts'
import { makeBrowser, makeTab } from './notes-test-world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what is typed is a draft until HostedSuite has confirmed it', async () => {
  const { host, store, keeper } = makeTab()
  host.write('c1', 'old')
  keeper.type('c1', 'new', 'old')
  expect(keeper.read('c1')).toMatchObject({ step: 'draft', draft: { text: 'new', base: 'old' } })
  const saved = keeper.save('c1', 'old')
  expect(keeper.read('c1').step).toBe('sending')
  await pass(20)
  expect(await saved).toBe(true)
  expect(keeper.read('c1')).toMatchObject({ step: 'saved', draft: undefined })
  expect(host.read('c1')).toBe('new')
  expect(store.texts.size).toBe(0)
})

test('typing the stored text again leaves nothing unsent, here or on the device', async () => {
  const { store, keeper } = makeTab()
  keeper.type('c1', 'new', 'old')
  await pass(600)
  expect(store.texts.size).toBe(1)
  keeper.type('c1', 'old', 'old')
  await pass(600)
  expect(keeper.read('c1').draft).toBeUndefined()
  expect(store.texts.size).toBe(0)
})

describe('the next page', () => {
  test('sends what the crashed one was asked to save, and restores what it was not', async () => {
    const { host, openTab } = makeBrowser()
    const first = openTab()
    host.mood = 'down'
    first.keeper.type('c1', 'wanted', '')
    void first.keeper.save('c1', '')
    first.keeper.type('c2', 'half', '')
    await pass(600)
    first.crash()
    host.mood = 'well'
    const { keeper } = openTab()
    keeper.open('c2', '')
    await pass(1000)
    expect(host.read('c1')).toBe('wanted')
    expect(keeper.read('c2')).toMatchObject({ step: 'draft', draft: { text: 'half' } })
    expect(host.read('c2')).toBe('')
  })

  test('lists the oldest draft first, whichever of them it has opened again', async () => {
    const { openTab } = makeBrowser()
    const first = openTab()
    const begunAt = Date.now()
    first.keeper.type('c1', 'older', '')
    await pass(60_000)
    first.keeper.type('c2', 'newer', '')
    await pass(60_000)
    first.crash()
    const { keeper } = openTab()
    keeper.open('c1', '')
    await pass(1000)
    keeper.resume([makeDraftKey('supervisor')])
    await pass(1000)
    const unsent = listUnsent(keeper.all())
    expect(unsent.map(({ draft, at }) => [draft.text, at - begunAt])).toEqual([
      ['older', 0],
      ['newer', 60_000],
    ])
  })

  test('sends the text that was asked for, and of two texts of one note none unasked', async () => {
    const { host, openTab } = makeBrowser()
    const [one, two] = [openTab(), openTab()]
    one.keeper.type('c1', 'of one', '')
    await pass(1000)
    two.keeper.type('c1', 'of two', '')
    await pass(1000)
    one.crash()
    two.crash()
    const { keeper } = openTab()
    await pass(1000)
    const [older] = listUnsent(keeper.all())
    if (older === undefined) throw new Error('It is gone.')
    void keeper.send(older)
    await pass(1000)
    expect(host.history).toEqual(['of one'])

    keeper.type('c1', 'of three', 'of one')
    const [left] = listUnsent(keeper.all())
    expect(left).toMatchObject({ draft: { text: 'of two' }, isSecond: true })
    if (left !== undefined) void keeper.send(left)
    await pass(1000)
    expect(host.history).toEqual(['of one'])
    expect(listUnsent(keeper.all())).toHaveLength(2)
  })

  test('gives up one draft and no other, and has its text among the earlier versions', async () => {
    const { host, store, openTab } = makeBrowser()
    const first = openTab()
    first.keeper.type('c1', 'left behind', '')
    await pass(1000)
    first.crash()
    host.mood = 'refusing'
    const { keeper } = openTab()
    keeper.type('c2', 'of a call that is gone', '')
    void keeper.save('c2', '')
    keeper.type('c3', 'wanted', '')
    await pass(1000)
    expect(keeper.read('c2').step).toBe('rejected')
    const [left, refused] = listUnsent(keeper.all())
    for (const note of [left, refused]) if (note !== undefined) void keeper.giveUp(note)
    await pass(1000)
    expect(listUnsent(keeper.all()).map(({ draft }) => draft.text)).toEqual(['wanted'])
    expect(store.texts.size).toBe(1)
    const versions = [...(await keeper.versions('c1')), ...(await keeper.versions('c2'))]
    expect(versions.map(({ text }) => text)).toEqual(['left behind', 'of a call that is gone'])
  })

  test('drops a draft that HostedSuite turns out to hold', async () => {
    const { openTab, store } = makeBrowser()
    const first = openTab()
    first.keeper.type('c1', 'stored already', '')
    await pass(600)
    first.crash()
    const { keeper } = openTab()
    keeper.open('c1', 'stored already')
    await pass(1000)
    expect(listUnsent(keeper.all())).toEqual([])
    expect(store.texts.size).toBe(0)
  })

  test('drains forty notes in order for each call, conflicts apart (N-20)', async () => {
    const { host, openTab } = makeBrowser()
    const first = openTab()
    host.mood = 'down'
    const calls = Array.from({ length: 40 }, (_, at) => `c${at}`)
    for (const callId of calls) {
      first.keeper.type(callId, `${callId} one`, '')
      void first.keeper.save(callId, '')
      first.keeper.type(callId, `${callId} one two`, '')
      void first.keeper.save(callId, '')
    }
    await pass(1000)
    first.crash()
    await pass(3 * 24 * 3600_000)
    host.write('c7', 'theirs')
    host.mood = 'well'
    const { keeper } = openTab()
    await pass(10_000)
    for (const callId of calls.filter((id) => id !== 'c7')) {
      const texts = host.asked.filter((op) => op.callId === callId).map(({ text }) => text)
      expect(texts).toEqual([`${callId} one`, `${callId} one two`])
    }
    expect(keeper.read('c7')).toMatchObject({ step: 'conflict', theirs: 'theirs' })
    expect(host.read('c7')).toBe('theirs')
  })
})

describe('two tabs on one call (N-18)', () => {
  test('see each other’s draft and leave it alone', async () => {
    const { openTab } = makeBrowser()
    const one = openTab()
    const two = openTab()
    one.keeper.open('c1', '')
    two.keeper.open('c1', '')
    one.keeper.type('c1', 'of one', '')
    two.keeper.type('c1', 'of two', '')
    await pass(1000)
    expect(one.keeper.read('c1').draft?.text).toBe('of one')
    expect(two.keeper.read('c1').draft?.text).toBe('of two')
    expect(one.keeper.all().others).toMatchObject([{ text: 'of two', isOpen: true }])
    expect(two.keeper.all().others).toMatchObject([{ text: 'of one', isOpen: true }])
  })

  test('the draft of one that is gone is there for the other', async () => {
    const { openTab } = makeBrowser()
    const one = openTab()
    const two = openTab()
    two.keeper.open('c1', '')
    one.keeper.type('c1', 'of one', '')
    await pass(1000)
    one.crash()
    await pass(1000)
    expect(two.keeper.read('c1').draft?.text).toBe('of one')
  })
})

test('another text that is taken up is not put over what was saved since it was begun', async () => {
  const { host, openTab } = makeBrowser()
  const [one, two] = [openTab(), openTab()]
  host.write('c1', 'old')
  one.keeper.type('c1', 'old, of one', 'old')
  await pass(1000)
  host.write('c1', 'theirs')
  two.keeper.type('c1', 'theirs, of two', 'theirs')
  await pass(1000)
  one.crash()
  await pass(1000)
  const [other] = two.keeper.all().others
  if (other === undefined) throw new Error('It is gone.')
  void two.keeper.takeOther(other)
  await pass(1000)
  expect(shownText(two.keeper.read('c1'), 'theirs')).toBe('old, of one')
  expect(two.keeper.all().others).toEqual([])
  void two.keeper.save('c1', 'theirs')
  await pass(50)
  expect(two.keeper.read('c1')).toMatchObject({ step: 'conflict', theirs: 'theirs' })
  expect(host.read('c1')).toBe('theirs')
})

test('every version that was seen can be had again', async () => {
  const { keeper } = makeTab()
  keeper.open('c1', 'seen\nfirst')
  keeper.open('c1', 'seen later')
  keeper.open('c1', 'seen\r\nfirst')
  const versions = await keeper.versions('c1')
  expect(versions.map(({ text }) => text)).toEqual(['seen\r\nfirst', 'seen later'])
})

test('a version that is put back can be taken back (N-19)', async () => {
  const { keeper } = makeTab()
  keeper.type('c1', 'typed', 'stored')
  keeper.replace('c1', 'from before', 'stored')
  expect(keeper.read('c1').draft?.text).toBe('from before')
  expect((await keeper.versions('c1')).map(({ text }) => text)).toContain('typed')
})

test('a device that takes nothing is told of within a second, and taken up again', async () => {
  const { store, keeper } = makeTab()
  store.error = new Error('gone')
  keeper.type('c1', 'new', '')
  await pass(1000)
  expect(keeper.read('c1').isNotKept).toBe(true)
  expect(keeper.isAllKept()).toBe(false)
  store.error = undefined
  await pass(6000)
  expect(keeper.read('c1').isNotKept).toBe(false)
  expect(keeper.isAllKept()).toBe(true)
})
