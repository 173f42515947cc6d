import { describe, expect, test } from 'vitest'
import { createNoteKeeper, shownText } from './note-keeper.ts'

type Sent = { callId: string; base: string; text: string }

/** A HostedSuite whose answers the test gives, in order. */
function makeKeeper() {
  const sent: Sent[] = []
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  const keeper = createNoteKeeper(
    (callId, change) => {
      sent.push({ callId, ...change })
      return new Promise((resolve, reject) => {
        waiting.push({
          resolve: () => resolve({ notes: change.text, savedAt: '2026-08-06T12:45:00.000Z' }),
          reject,
        })
      })
    },
    (error) => (error instanceof Error ? error.message || undefined : undefined),
  )
  const confirm = () => waiting.shift()?.resolve()
  const refuse = (current = '') => waiting.shift()?.reject(new Error(current))
  return { keeper, sent, confirm, refuse }
}

test('what is typed is a draft until HostedSuite has confirmed it', async () => {
  const { keeper, sent, confirm } = makeKeeper()
  keeper.type('c1', 'new', 'old')
  expect(keeper.read('c1')).toEqual({ draft: { text: 'new', base: 'old' } })
  const saved = keeper.save('c1', 'old')
  expect(keeper.read('c1')).toMatchObject({ saving: 'new', draft: { text: 'new' } })
  confirm()
  await saved
  expect(sent).toEqual([{ callId: 'c1', base: 'old', text: 'new' }])
  expect(keeper.read('c1')).toEqual({ savedAt: '2026-08-06T12:45:00.000Z' })
})

test('typing the stored text again leaves nothing unsaved', () => {
  const { keeper } = makeKeeper()
  keeper.type('c1', 'new', 'old')
  keeper.type('c1', 'old', 'old')
  expect(keeper.read('c1')).toEqual({})
})

describe('while a save is under way', () => {
  test('what is typed starts from what is being stored', async () => {
    const { keeper, confirm } = makeKeeper()
    keeper.type('c1', 'one', 'old')
    const saved = keeper.save('c1', 'old')
    keeper.type('c1', 'one two', 'old')
    confirm()
    await saved
    expect(keeper.read('c1').draft).toEqual({ text: 'one two', base: 'one' })
  })

  test('going back to the old text is a change of its own', async () => {
    const { keeper, confirm } = makeKeeper()
    keeper.type('c1', 'one', 'old')
    const saved = keeper.save('c1', 'old')
    keeper.type('c1', 'old', 'old')
    expect(shownText(keeper.read('c1'), 'old')).toBe('old')
    confirm()
    await saved
    expect(keeper.read('c1').draft).toEqual({ text: 'old', base: 'one' })
  })

  test('another save waits for its turn', async () => {
    const { keeper, sent, confirm } = makeKeeper()
    keeper.type('c1', 'one', 'old')
    const saved = keeper.save('c1', 'old')
    keeper.type('c1', 'one two', 'old')
    await keeper.save('c1', 'old')
    expect(sent).toHaveLength(1)
    confirm()
    await Promise.resolve()
    await Promise.resolve()
    confirm()
    await saved
    expect(sent.at(-1)).toEqual({ callId: 'c1', base: 'one', text: 'one two' })
    expect(keeper.read('c1').draft).toBeUndefined()
  })
})

describe('a save that fails', () => {
  test('keeps the text and says why', async () => {
    const { keeper, refuse } = makeKeeper()
    keeper.type('c1', 'new', 'old')
    const saved = keeper.save('c1', 'old')
    refuse()
    await saved
    expect(keeper.read('c1')).toMatchObject({ draft: { text: 'new', base: 'old' }, failure: {} })
  })

  test('over another text may replace it once that text has been shown', async () => {
    const { keeper, sent, refuse, confirm } = makeKeeper()
    keeper.type('c1', 'mine', 'old')
    const first = keeper.save('c1', 'old')
    refuse('theirs')
    await first
    expect(keeper.read('c1').failure?.current).toBe('theirs')
    const second = keeper.save('c1', 'theirs')
    confirm()
    await second
    expect(sent.at(-1)).toEqual({ callId: 'c1', base: 'theirs', text: 'mine' })
  })

  test('is given up for the other text', async () => {
    const { keeper, refuse } = makeKeeper()
    keeper.type('c1', 'mine', 'old')
    const saved = keeper.save('c1', 'old')
    refuse('theirs')
    await saved
    keeper.takeTheirs('c1')
    expect(shownText(keeper.read('c1'), 'theirs')).toBe('theirs')
  })
})

describe('clearing', () => {
  test('sends an empty text and can be undone', async () => {
    const { keeper, sent, confirm } = makeKeeper()
    const cleared = keeper.clear('c1', 'old')
    expect(shownText(keeper.read('c1'), 'old')).toBe('')
    confirm()
    await cleared
    expect(keeper.read('c1').cleared).toBe('old')
    const undone = keeper.undoClear('c1', '')
    confirm()
    await undone
    expect(sent.map(({ base, text }) => [base, text])).toEqual([
      ['old', ''],
      ['', 'old'],
    ])
    expect(keeper.read('c1').cleared).toBeUndefined()
  })

  test('that fails brings back what was there, typed text included', async () => {
    const { keeper, refuse } = makeKeeper()
    keeper.type('c1', 'half', 'old')
    const cleared = keeper.clear('c1', 'old')
    refuse()
    await cleared
    expect(keeper.read('c1').draft).toEqual({ text: 'half', base: 'old' })
  })
})
