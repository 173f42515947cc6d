import { describe, expect, test } from 'vitest'
import { readWallClock } from './volume-buckets.ts'
import { nameBounds, nameStretch } from './volume-names.ts'

const stretch = (start: string, end: string) => ({
  start: readWallClock(start),
  end: readWallClock(end) + 1000,
})

describe('a stretch of time is named', () => {
  test.each([
    ['2026-11-03T00:00:00', '2026-11-03T23:59:59', 'Tuesday 3 November'],
    ['2026-11-03T09:00:00', '2026-11-03T09:59:59', 'Tuesday 3 November, 09:00–09:59'],
    ['2026-11-02T00:00:00', '2026-11-08T23:59:59', 'Monday 2 November – Sunday 8 November'],
    ['2026-11-01T00:00:00', '2026-11-30T23:59:59', 'November 2026'],
    ['2026-01-01T00:00:00', '2026-12-31T23:59:59', '2026'],
    ['1999-10-12T00:00:00', '1999-10-12T23:59:59', 'Tuesday 12 October 1999'],
    [
      '2026-11-03T22:00:00',
      '2026-11-04T01:59:59',
      'Tuesday 3 November, 22:00 – Wednesday 4 November, 01:59',
    ],
  ])('%s to %s: %s', (start, end, name) => {
    expect(nameStretch(stretch(start, end), 'long', 2026)).toBe(name)
  })

  test('in fewer letters where there is little room', () => {
    const week = stretch('2026-11-02T00:00:00', '2026-11-08T23:59:59')
    expect(nameStretch(week, 'short', 2026)).toBe('Mon 2 Nov – Sun 8 Nov')
  })
})

test('its bounds are told to the second', () => {
  const week = stretch('2026-11-23T00:00:00', '2026-11-29T14:02:07')
  expect(nameBounds(week, 2026)).toEqual(['Mon 23 Nov, 00:00', 'Sun 29 Nov, 14:02:07'])
})
