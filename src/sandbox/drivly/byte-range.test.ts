import { assert, integer, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { readByteRange } from './byte-range.ts'

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=4-', { first: 4, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=8-99', { first: 8, last: 9 }],
  ['BYTES=1-2', { first: 1, last: 2 }],
])('%s of ten bytes is a part', (header, expected) => {
  expect(readByteRange(header, 10)).toEqual(expected)
})

test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s of ten bytes is no part', (header) => {
  expect(readByteRange(header, 10)).toBe('unsatisfiable')
})

test.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=0-1', '0-1'])(
  'for %s the whole is sent',
  (header) => expect(readByteRange(header, 10)).toBeUndefined(),
)

test('a part always lies within the whole', () => {
  const numbers = tuple(integer({ min: 0, max: 200 }), integer({ min: 0, max: 200 }))
  assert(
    property(numbers, integer({ min: 1, max: 100 }), ([from, to], length) => {
      const range = readByteRange(`bytes=${from}-${to}`, length)
      if (range === undefined) expect(from).toBeGreaterThan(to)
      else if (range === 'unsatisfiable') expect(from).toBeGreaterThanOrEqual(length)
      else expect(range).toEqual({ first: from, last: Math.min(to, length - 1) })
    }),
  )
})
