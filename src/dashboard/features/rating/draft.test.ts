import { expect, test } from 'vitest'
import type { KnownCall } from '../../../contract/rating.ts'
import { changeOf, problemOf, withoutSaved } from './draft.ts'

const makeKnown = (overrides: Partial<KnownCall> = {}): KnownCall => ({
  isKnown: true,
  tenths: 40,
  note: 'Kind',
  hasNumber: true,
  recording: { kind: 'none' },
  transcript: '',
  notices: [],
  ...overrides,
})

test.each([
  [{}, {}],
  [{ rating: '4' }, {}],
  [{ rating: '4.0', note: 'Kind' }, {}],
  [{ rating: '4.1' }, { tenths: 41 }],
  [{ rating: '0' }, { tenths: 0 }],
  [{ note: '' }, { note: null }],
  [
    { rating: '5', note: 'Very kind' },
    { tenths: 50, note: 'Very kind' },
  ],
  [{ rating: '5.1', note: 'Very kind' }, { note: 'Very kind' }],
  [{ addNumber: true } as const, { addNumber: true }],
])('of the draft %j only %j is a change', (draft, change) => {
  expect(changeOf(draft, makeKnown())).toEqual(change)
})

test('an empty field takes no rating away', () => {
  expect(problemOf({ rating: '' }, makeKnown())).toContain('Clear rating')
  expect(changeOf({ rating: '' }, makeKnown())).toEqual({})
  expect(problemOf({ rating: '' }, makeKnown({ tenths: null }))).toBeUndefined()
})

test('W-07 what is no rating is told', () => {
  expect(problemOf({ rating: '5.1' }, makeKnown())).toContain('from 0 to 5')
  expect(problemOf({ rating: '4.8' }, makeKnown())).toBeUndefined()
})

test('what was typed while a save was under way stays', () => {
  expect(withoutSaved({ rating: '4', note: 'Kind' }, makeKnown())).toEqual({})
  expect(withoutSaved({ rating: '3', note: 'Kind', addNumber: true }, makeKnown())).toEqual({
    rating: '3',
  })
})
