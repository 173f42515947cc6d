import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeDraftKey } from './journal/journal-test-world.ts'
import { mergeNotes } from './merge-notes.ts'
import type { NoteKeeper } from './note-keeper.ts'
import { listUnsent, shownText } from './note-state.ts'
import { makeBrowser, makeRefusal, makeTab } from './notes-test-world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('while a save is under way', () => {
  test('what is typed starts from what is being stored (N-09)', async () => {
    const { keeper } = makeTab()
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
    const { host, keeper } = makeTab()
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

  test('the last press of Save counts, also for going back to what is being sent', async () => {
    const { host, keeper } = makeTab()
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    keeper.type('c1', 'one two', '')
    void keeper.save('c1', '')
    keeper.type('c1', 'one', '')
    const last = keeper.save('c1', '')
    await pass(50)
    expect(await last).toBe(true)
    expect(host.history).toEqual(['one'])
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', draft: undefined })
  })

  test('a note that is being cleared stays empty if what was saved after that is deleted and saved', async () => {
    const { host, keeper } = makeTab()
    host.write('c1', 'old')
    keeper.clear('c1', 'old')
    keeper.type('c1', 'x', 'old')
    void keeper.save('c1', 'old')
    keeper.type('c1', '', 'old')
    const last = keeper.save('c1', 'old')
    await pass(50)
    expect(await last).toBe(true)
    expect(host.history).toEqual(['old', ''])
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', undo: { from: '', to: 'old' } })
  })

  test('deleting all of it is not clearing either', async () => {
    const { host, keeper } = makeTab()
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    keeper.type('c1', '', '')
    expect(await keeper.save('c1', '')).toBe(false)
    await pass(50)
    expect(host.history).toEqual(['one'])
    expect(keeper.read('c1')).toMatchObject({ step: 'draft', draft: { text: '', base: 'one' } })
  })

  test('five presses of Save are one update (N-08)', async () => {
    const { host, keeper } = makeTab()
    keeper.type('c1', 'one', '')
    const saves = [1, 2, 3, 4, 5].map(() => keeper.save('c1', ''))
    await pass(50)
    expect(await Promise.all(saves)).toEqual([true, true, true, true, true])
    expect(host.asked).toHaveLength(1)
  })
})

test.each([
  ['is longer than 64 KB (N-06)', 'x'.repeat(65_537)],
  ['holds half a character (N-05)', 'half \ud83d'],
  ['holds a NUL (N-04)', 'a\0b'],
])('a text that %s is not sent, and stays', async (_what, text) => {
  const { host, store, keeper } = makeTab()
  keeper.type('c1', text, 'old')
  expect(await keeper.save('c1', 'old')).toBe(false)
  await pass(1000)
  expect(host.asked).toEqual([])
  expect(keeper.read('c1').draft?.text).toBe(text)
  expect(store.texts.size).toBe(1)
})

test.each([
  ['a space more', 'old', 'old '],
  ['a line end more', 'old', 'old\n'],
  ['a tab for spaces', 'a  b', 'a\tb'],
])('%s is a change that is saved as it is (N-21)', async (_what, before, after) => {
  const { host, keeper } = makeTab()
  host.write('c1', before)
  keeper.type('c1', after, before)
  const saved = keeper.save('c1', before)
  await pass(20)
  expect(await saved).toBe(true)
  expect(host.read('c1')).toBe(after)
})

describe('a save that fails', () => {
  test('keeps the text and is sent again by itself, under the same name', async () => {
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
    host.mood = 'refusing'
    keeper.type('c1', 'mine', '')
    void keeper.save('c1', '')
    await pass(120_000)
    expect(keeper.read('c1')).toMatchObject({ step: 'rejected', draft: { text: 'mine' } })
    expect(host.asked).toEqual([])
  })

  test('for good, and was to clear the note, takes nothing of what was begun since', async () => {
    const { host, keeper } = makeTab()
    host.mood = 'refusing'
    host.write('c1', 'old')
    keeper.clear('c1', 'old')
    keeper.type('c1', 'new', 'old')
    await pass(120_000)
    expect(keeper.read('c1')).toMatchObject({ step: 'rejected', draft: { text: 'new' } })
  })

  test('waits as long as it was told to, whatever wakes it', async () => {
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
    host.write('c1', 'theirs')
    keeper.type('c1', 'mine', 'old')
    void keeper.save('c1', 'old')
    await pass(20)
    keeper.takeTheirs('c1')
    expect(shownText(keeper.read('c1'), 'theirs')).toBe('theirs')
    expect((await keeper.versions('c1')).map(({ text }) => text)).toContain('mine')
  })

  test('merges by itself where both only added', async () => {
    const { host, keeper } = makeTab({ merge: mergeNotes })
    host.write('c1', 'old\ntheirs')
    keeper.type('c1', 'old\nmine', 'old')
    const saved = keeper.save('c1', 'old')
    await pass(50)
    expect(await saved).toBe(true)
    expect(host.read('c1')).toBe('old\ntheirs\nmine')
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', isMerged: true })
  })

  test('is said to be part of a later save that waited for its turn, too', async () => {
    const { host, keeper } = makeTab({ merge: mergeNotes })
    host.write('c1', 'old\ntheirs')
    keeper.type('c1', 'old\nmine', 'old')
    void keeper.save('c1', 'old')
    await pass(15)
    const both = 'old\ntheirs\nmine'
    expect(keeper.read('c1')).toMatchObject({ step: 'sending', draft: { text: both } })
    keeper.type('c1', `${both}, and more`, 'old')
    void keeper.save('c1', 'old')
    await pass(50)
    expect(host.read('c1')).toBe(`${both}, and more`)
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', isMerged: true })
  })

  test.each([
    ['cleared', (keeper: NoteKeeper) => keeper.clear('c1', 'old\ntheirs\nmine'), ''],
    ['taken back', (keeper: NoteKeeper) => keeper.undo('c1'), 'old\ntheirs'],
  ])('is not said to be part of a note that is then %s', async (_what, act, left) => {
    const { host, keeper } = makeTab({ merge: mergeNotes })
    host.write('c1', 'old\ntheirs')
    keeper.type('c1', 'old\nmine', 'old')
    void keeper.save('c1', 'old')
    await pass(50)
    expect(keeper.read('c1').isMerged).toBe(true)
    act(keeper)
    await pass(50)
    expect(host.read('c1')).toBe(left)
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', isMerged: false })
  })

  test('into the same text is no conflict (N-11)', async () => {
    const { host, keeper } = makeTab()
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
    const { host, keeper } = makeTab()
    keeper.type('c1', '', 'old')
    expect(await keeper.save('c1', 'old')).toBe(false)
    expect(host.asked).toEqual([])
  })

  test('clearing sends an empty text and can be undone for ten minutes (N-01)', async () => {
    const { host, keeper } = makeTab()
    host.write('c1', 'old')
    keeper.clear('c1', 'old')
    await pass(20)
    expect(host.read('c1')).toBe('')
    await pass(9 * 60_000)
    keeper.undo('c1')
    await pass(20)
    expect(host.read('c1')).toBe('old')
    await pass(11 * 60_000)
    expect(keeper.read('c1').undo).toBeUndefined()
  })

  test('a text that was never saved comes back too, after it was cleared', async () => {
    const { host, keeper } = makeTab()
    keeper.type('c1', 'typed', '')
    keeper.clear('c1', '')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({ step: 'saved', draft: undefined })
    keeper.undo('c1')
    await pass(20)
    expect(host.read('c1')).toBe('typed')
  })

  test('a text that was never saved comes back too, where somebody else has written since', async () => {
    const { host, keeper } = makeTab()
    keeper.type('c1', 'typed', '')
    keeper.clear('c1', '')
    host.write('c1', 'theirs')
    await pass(20)
    expect(shownText(keeper.read('c1'), 'theirs')).toBe('theirs')
    keeper.undo('c1')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({ step: 'conflict', draft: { text: 'typed' } })
    expect(host.read('c1')).toBe('theirs')
  })

  test('undoing over what somebody else has written since asks, even where it could merge', async () => {
    const { host, keeper } = makeTab({ merge: mergeNotes })
    keeper.type('c1', 'one', '')
    void keeper.save('c1', '')
    await pass(20)
    host.write('c1', 'one\ntheirs')
    // It may even be on the screen by now.
    keeper.open('c1', 'one\ntheirs')
    keeper.undo('c1')
    await pass(20)
    expect(keeper.read('c1')).toMatchObject({ step: 'conflict', theirs: 'one\ntheirs' })
    expect(host.read('c1')).toBe('one\ntheirs')
  })

  test('a note that cannot be cleared still has its text', async () => {
    const { host, keeper } = makeTab()
    host.mood = 'refusing'
    keeper.clear('c1', 'old')
    await pass(20)
    expect(shownText(keeper.read('c1'), 'old')).toBe('old')
  })
})
