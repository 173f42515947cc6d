import { expect, test } from 'vitest'
import type { CallPage } from '../../../contract/calls.ts'
import { makeCall } from '../../../contract/examples.ts'
import { findChosen, idsOf, inOrder, NOTHING_CHOSEN } from './selection.ts'

const pageOf = (page: number, ...ids: string[]): CallPage => ({
  calls: ids.map((id) => makeCall({ id })),
  page,
  size: 3,
  range: {},
  hasMore: true,
  notices: [],
})
const first = pageOf(1, 'a', 'b', 'c')
const second = pageOf(2, 'd', 'e', 'f')
const choose = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, true as const]))

test('calls of a page that was left are kept whole, in the order of the list', () => {
  const later = findChosen(choose('f', 'd'), second, NOTHING_CHOSEN)
  const both = findChosen(choose('f', 'd', 'b'), first, later)
  expect(inOrder(both).map(({ id }) => id)).toEqual(['b', 'd', 'f'])
  expect(idsOf(both)).toEqual(choose('b', 'd', 'f'))
})

test('a call that is given up goes, on whatever page it is', () => {
  const both = findChosen(choose('a', 'e'), second, findChosen(choose('a'), first, NOTHING_CHOSEN))
  expect(idsOf(findChosen(choose('e'), first, both))).toEqual(choose('e'))
})

test('a call that the page has anew replaces the one that was kept', () => {
  const before = findChosen(choose('a'), first, NOTHING_CHOSEN)
  const renewed = { ...first, calls: [makeCall({ id: 'a', notes: 'Called back' })] }
  expect(inOrder(findChosen(choose('a'), renewed, before))[0]?.notes).toBe('Called back')
})

test('nothing is chosen that no page has had', () => {
  expect(findChosen(choose('z', '__proto__'), first, NOTHING_CHOSEN).size).toBe(0)
})
