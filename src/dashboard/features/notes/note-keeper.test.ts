import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mergeNotes } from './merge-notes.ts'
import { makeDraftKey } from './journal/journal-test-world.ts'
import { makeBrowser, makeRefusal } from './notes-test-world.ts'
import { listUnsent, shownText } from './note-state.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what is typed is a draft until HostedSuite has confirmed it', async () => {
  const { host, openTab, store } = makeBrowser()
  const { keeper } = openTab()
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
  const { openTab, store } = makeBrowser()
  const { keeper } = openTab()
  keeper.type('c1', 'new', 'old')
  await pass(600)
  expect(store.texts.size).toBe(1)
  keeper.type('c1', 'old', 'old')
  await pass(600)
  expect(keeper.read('c1').draft).toBeUndefined()
  expect(store.texts.size).toBe(0)
})

describe('while a save is under way', () => {
  test('what is typed starts from what is being stored (N-09)', async () => {
    const { openTab } = makeBrowser()
    const { keeper } = openTab()
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    keeper.type('c1', 'one two', '')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({
      step: 'draft',
      draft: { text: 'one two', base: 'one' },
    })
  })

  test('another save waits for its turn', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    keeper.type('c1', 'one two', '')
    const second = keeper.save('c1', '')
    keeper.type('c1', 'one two three', '')
    await pass(50)
    expect(await second).toBe(true)
    expect(host.history).toEqual(['one', 'one two'])
    expect(keeper.read('c1').draft).toMatchObject({ text: 'one two three', base: 'one two' })
  })

  test('five presses of Save are one update (N-08)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    keeper.type('c1', 'one', '')
    const saves = [1, 2, 3, 4, 5].map(() => keeper.save('c1', ''))
    await pass(50)
    expect(await Promise.all(saves)).toEqual([true, true, true, true, true])
    expect(host.asked).toHaveLength(1)
  })
})

describe('a save that fails', () => {
  test('keeps the text and is sent again by itself, under the same name', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'down'
    keeper.type('c1', 'new', '')
    const saved = keeper.save('c1', '')
    await pass(20)
    expect(await saved).toBe(false)
    expect(keeper.read('c1')).toMatchObject({ step: 'waiting', draft: { text: 'new' } })
    host.mood = 'well'
    await pass(1500)
    expect(keeper.read('c1').step).toBe('saved')
    expect(host.read('c1')).toBe('new')
  })

  test('that HostedSuite did carry out is found out, and done once (N-12)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'mute'
    keeper.type('c1', 'new', '')
    void keeper.save('c1', '')
    await pass(20)
    host.mood = 'well'
    await pass(1500)
    expect(host.history).toEqual(['new'])
    expect(keeper.read('c1').step).toBe('saved')
  })

  test('before somebody else wrote is a conflict when it is sent again (N-13)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'down'
    keeper.type('c1', 'mine', '')
    void keeper.save('c1', '')
    await pass(20)
    host.mood = 'well'
    host.write('c1', 'theirs')
    await pass(1500)
    expect(keeper.read('c1')).toMatchObject({ step: 'conflict', theirs: 'theirs' })
    expect(host.read('c1')).toBe('theirs')
  })

  test('for good is not sent again, and the text stays (N-17)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'refusing'
    keeper.type('c1', 'mine', '')
    void keeper.save('c1', '')
    await pass(120_000)
    expect(keeper.read('c1')).toMatchObject({ step: 'rejected', draft: { text: 'mine' } })
    expect(host.asked).toEqual([])
  })

  test('waits as long as it was told to, whatever wakes it', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.save = () => Promise.reject(makeRefusal('BUSY', 503, { retryAfterSeconds: 30 }))
    keeper.type('c1', 'mine', '')
    void keeper.save('c1', '')
    await pass(20)
    keeper.wake()
    expect(keeper.read('c1').step).toBe('waiting')
    await pass(20_000)
    expect(keeper.read('c1').step).toBe('waiting')
  })
})

describe('a session that has ended', () => {
  test('parks what is to be sent until the same person is back (N-16)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'signed-out'
    keeper.type('c1', 'mine', '')
    void keeper.save('c1', '')
    await pass(120_000)
    expect(keeper.read('c1').step).toBe('parked')
    host.mood = 'well'
    keeper.resume([makeDraftKey('supervisor')])
    await pass(50)
    expect(host.read('c1')).toBe('mine')
  })

  test('leaves the text to its own person alone (T-40, T-41)', async () => {
    const { host, openTab } = makeBrowser()
    const first = openTab()
    host.mood = 'signed-out'
    first.keeper.type('c1', 'mine', '')
    void first.keeper.save('c1', '')
    await pass(50)
    first.keeper.stop()
    await pass(50)

    host.mood = 'well'
    const other = openTab({ key: makeDraftKey('agent') })
    other.keeper.open('c1', '')
    await pass(120_000)
    expect(listUnsent(other.keeper.all())).toEqual([])
    expect(host.history).toEqual([])

    const again = openTab()
    await pass(1000)
    expect(again.keeper.read('c1').step).toBe('saved')
    expect(host.read('c1')).toBe('mine')
  })
})

describe('a note that somebody else changed', () => {
  test('is not touched until the person has chosen (N-10)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.write('c1', 'theirs')
    keeper.type('c1', 'mine', 'old')
    void keeper.save('c1', 'old')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({ step: 'conflict', theirs: 'theirs' })
    keeper.replaceTheirs('c1', 'mine')
    await pass(20)
    expect(host.read('c1')).toBe('mine')
  })

  test('takes the place of the own text where that is wanted', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.write('c1', 'theirs')
    keeper.type('c1', 'mine', 'old')
    void keeper.save('c1', 'old')
    await pass(20)
    keeper.takeTheirs('c1')
    expect(shownText(keeper.read('c1'), 'theirs')).toBe('theirs')
    expect((await keeper.versions('c1')).map(({ text }) => text)).toContain('mine')
  })

  test('merges by itself where both only added', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab({ merge: mergeNotes })
    host.write('c1', 'old\ntheirs')
    keeper.type('c1', 'old\nmine', 'old')
    const saved = keeper.save('c1', 'old')
    await pass(50)
    expect(await saved).toBe(true)
    expect(host.read('c1')).toBe('old\ntheirs\nmine')
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', isMerged: true })
  })

  test('into the same text is no conflict (N-11)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.write('c1', 'same\r\ntext')
    keeper.type('c1', 'same\ntext', 'old')
    void keeper.save('c1', 'old')
    await pass(20)
    expect(keeper.read('c1').step).toBe('saved')
    expect(host.history).toHaveLength(1)
  })
})

describe('clearing and undoing', () => {
  test('deleting all text is not clearing, and is not sent', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    keeper.type('c1', '', 'old')
    expect(await keeper.save('c1', 'old')).toBe(false)
    expect(host.asked).toEqual([])
  })

  test('clearing sends an empty text and can be undone for ten minutes (N-01)', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.write('c1', 'old')
    keeper.clear('c1', 'old')
    await pass(20)
    expect(host.read('c1')).toBe('')
    await pass(9 * 60_000)
    keeper.undo('c1', '')
    await pass(20)
    expect(host.read('c1')).toBe('old')
    await pass(11 * 60_000)
    expect(keeper.read('c1').undoTo).toBeUndefined()
  })

  test('undoing over what somebody else has written since asks, even where it could merge', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab({ merge: mergeNotes })
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    await pass(20)
    host.write('c1', 'one\ntheirs')
    keeper.undo('c1', 'one')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({ step: 'conflict', theirs: 'one\ntheirs' })
  })

  test('a note that cannot be cleared still has its text', async () => {
    const { host, openTab } = makeBrowser()
    const { keeper } = openTab()
    host.mood = 'refusing'
    keeper.clear('c1', 'old')
    await pass(20)
    expect(shownText(keeper.read('c1'), 'old')).toBe('old')
  })
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

test('a device that takes nothing is told of within a second, and taken up again', async () => {
  const { openTab, store } = makeBrowser()
  const { keeper } = openTab()
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
