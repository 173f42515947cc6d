import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { formatWallClock, parseWallClock, wallClockAt } from './wall-clock.ts'

test.each([
  ['2026-08-06', '2026-08-06 00:00:00'],
  ['2026-08-06 09:30', '2026-08-06 09:30:00'],
  ['2026-08-06T09:30:15.250', '2026-08-06 09:30:15'],
  ['2026-08-06T09:30:15-05:00', '2026-08-06 09:30:15'],
  ['8/6/2026', '2026-08-06 00:00:00'],
  ['08/06/2026 23:59', '2026-08-06 23:59:00'],
  ['8/6/2026 12:05:00 AM', '2026-08-06 00:05:00'],
  ['8/6/2026 12:05 pm', '2026-08-06 12:05:00'],
  ['2024-02-29', '2024-02-29 00:00:00'],
])('%s is read as %s', (text, expected) => {
  const time = parseWallClock(text)
  expect(time && formatWallClock(time.seconds)).toBe(expected)
})

test.each([
  '',
  'garbage',
  '2026-13-01',
  '2026-02-30',
  '2026-08-00',
  '2026-08-06 24:00',
  '8/6/26',
  '1e3',
])('"%s" is no time', (text) => expect(parseWallClock(text)).toBeUndefined())

test('a date alone is known as such', () => {
  expect(parseWallClock('8/6/2026')?.isDateOnly).toBe(true)
  expect(parseWallClock('8/6/2026 00:00')?.isDateOnly).toBe(false)
})

test('the wall clock shows the local time of this machine', () => {
  expect(formatWallClock(wallClockAt(new Date(2026, 7, 6, 0, 5)))).toBe('2026-08-06 00:05:00')
})

test('a time is written as a Date of the same seconds writes it, on the same day and on others', () => {
  const min = Date.UTC(1900, 0, 1) / 1000
  const max = Date.UTC(9999, 11, 31) / 1000
  assert(
    property(array(integer({ min, max })), (moments) => {
      const times = moments.flatMap((time) => [time, time + 3599])
      const plain = times.map((time) => new Date(time * 1000).toISOString().slice(0, 19))
      expect(times.map((time) => formatWallClock(time, 'T'))).toEqual(plain)
    }),
  )
})
