import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignSlots, type Slots } from './use-slots.ts'

const NONE: Slots = new Map()

/** The rows of the calls, in the order of the page. */
const rowsOf = (...pages: string[]) => [
  ...pages.reduce((before, page) => assignSlots(before, page.split('')), NONE).values(),
]

test('the calls of a first page have its rows in their order', () => {
  expect(rowsOf('abcd')).toEqual([0, 1, 2, 3])
})

test('another page is written into the rows of the one before, none of which moves', () => {
  expect(rowsOf('abcd', 'efgh')).toEqual([0, 1, 2, 3])
})

test('a call that comes again among others does not make them move', () => {
  expect(rowsOf('abcd', 'xyzb')).toEqual([0, 1, 2, 3])
})

test('calls that stay keep their rows when new ones come in, for which rows are built', () => {
  expect(rowsOf('abcd', 'xabc')).toEqual([4, 0, 1, 2])
})

test('after that too, no row moves for another page', () => {
  expect(rowsOf('abcd', 'xabc', 'efgh')).toEqual([4, 0, 1, 2])
})

test('calls that stay keep their rows when others are left out', () => {
  expect(rowsOf('abcde', 'ace')).toEqual([0, 2, 4])
})

test('a longer page has more rows after those that were there', () => {
  expect(rowsOf('ab', 'cdef')).toEqual([0, 1, 2, 3])
  expect(rowsOf('abcde', 'ace', 'fghi')).toEqual([0, 2, 4, 5])
})

test('no two calls share a row', () => {
  const page = fc.uniqueArray(fc.constantFrom(...'abcdefgh'.split('')), { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 6 }), (pages) => {
      const rows = rowsOf(...pages.map((each) => each.join('')))
      expect(new Set(rows).size).toBe(rows.length)
      expect(rows).toHaveLength(pages.at(-1)?.length ?? 0)
    }),
  )
})
