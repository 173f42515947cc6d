import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReversedRange, RangeEndSchema } from '../../../contract/calls.ts'
import { makeSpan, readWallClock, type Span } from './volume-buckets.ts'

/** A Wednesday, after the whole of every range below unless a test is about that. */
const LATER = '2027-03-03T14:02:07'

const days = (start: string, end: string) => ({
  start: `${start}T00:00:00`,
  end: `${end}T23:59:59`,
})
const askedBy = ({ buckets }: Span) => buckets.map(({ from, to }) => `${from} ${to}`)

describe('a range is divided', () => {
  test.each([
    ['2026-11-03', '2026-11-03', 'hour', 24],
    ['2026-11-03', '2026-11-04', 'hour', 48],
    ['2026-11-03', '2026-11-05', 'day', 3],
    ['2026-10-01', '2026-12-01', 'day', 62],
    ['2026-10-01', '2026-12-02', 'week', 10],
    ['2025-10-01', '2026-12-02', 'week', 62],
    ['2025-01-01', '2026-12-31', 'month', 24],
    ['2000-01-01', '2026-12-31', 'year', 27],
  ])('from %s to %s by %s, into %d', (start, end, unit, count) => {
    const span = makeSpan(days(start, end), LATER)
    expect(span.unit).toBe(unit)
    expect(span.buckets).toHaveLength(count)
  })

  test('into hours that are asked for by their first and last minute', () => {
    const asked = askedBy(makeSpan(days('2026-11-03', '2026-11-03'), LATER))
    expect(asked[0]).toBe('2026-11-03 2026-11-03T00:59')
    expect(asked[9]).toBe('2026-11-03T09:00 2026-11-03T09:59')
    expect(asked[23]).toBe('2026-11-03T23:00 2026-11-03')
  })

  test('into days that begin and end where it does', () => {
    const range = { start: '2026-11-01T09:30:00', end: '2026-11-04T12:15:59' }
    expect(askedBy(makeSpan(range, LATER))).toEqual([
      '2026-11-01T09:30 2026-11-01',
      '2026-11-02 2026-11-02',
      '2026-11-03 2026-11-03',
      '2026-11-04 2026-11-04T12:15',
    ])
  })

  test('into weeks from Monday on', () => {
    const asked = askedBy(makeSpan(days('2026-07-01', '2026-09-30'), LATER))
    expect(asked[0]).toBe('2026-07-01 2026-07-05')
    expect(asked[1]).toBe('2026-07-06 2026-07-12')
    expect(asked.at(-1)).toBe('2026-09-28 2026-09-30')
  })
})

describe('what is still to come has no buckets', () => {
  test('beyond the day of now', () => {
    const asked = askedBy(makeSpan(days('2026-11-30', '2026-12-06'), '2026-12-02T14:02:07'))
    expect(asked).toEqual([
      '2026-11-30 2026-11-30',
      '2026-12-01 2026-12-01',
      '2026-12-02 2026-12-02',
    ])
  })

  test('beyond the hour of now, where hours are told apart', () => {
    const asked = askedBy(makeSpan(days('2026-12-02', '2026-12-06'), '2026-12-02T14:02:07'))
    expect(asked).toHaveLength(15)
    expect(asked.at(-1)).toBe('2026-12-02T14:00 2026-12-02T14:59')
  })

  test('at all, in a range that has not begun', () => {
    expect(makeSpan(days('2026-12-05', '2026-12-06'), '2026-12-02T14:02:07').buckets).toEqual([])
  })
})

test('a range without a start is that of its last 30 days', () => {
  const span = makeSpan({}, '2026-12-02T14:02:07')
  expect(span).toMatchObject({ isOpen: true, unit: 'day' })
  expect(span.buckets).toHaveLength(30)
  expect(askedBy(span)[0]).toBe('2026-11-03 2026-11-03')
  expect(askedBy(span).at(-1)).toBe('2026-12-02 2026-12-02')
  const bounded = makeSpan({ end: '2026-02-03T09:30:59' }, LATER)
  expect(askedBy(bounded)[0]).toBe('2026-01-05 2026-01-05')
  expect(askedBy(bounded).at(-1)).toBe('2026-02-03 2026-02-03T09:30')
})

const MINUTE_MS = 60_000
const minute = fc
  .integer({ min: Date.UTC(1950, 0) / MINUTE_MS, max: Date.UTC(2040, 0) / MINUTE_MS })
  .map((minutes) => new Date(minutes * MINUTE_MS).toISOString().slice(0, 16))

/** As the gateway reads the ends of a range: a day alone is all of it. */
const readFrom = (from: string) =>
  readWallClock(from.includes('T') ? `${from}:00` : `${from}T00:00:00`)
const readTo = (to: string) => readWallClock(to.includes('T') ? `${to}:59` : `${to}T23:59:59`)

test('whatever the range, its buckets cover it once, and can be asked for', () => {
  const lengths = fc.oneof(
    fc.integer({ min: 1, max: 3 * 1440 }),
    fc.integer({ min: 1, max: 40 * 366 * 1440 }),
  )
  fc.assert(
    fc.property(minute, lengths, minute, (start, minutes, now) => {
      const end = readWallClock(`${start}:00`) + minutes * MINUTE_MS
      const range = { start: `${start}:00`, end: new Date(end - 1000).toISOString().slice(0, 19) }
      const { buckets, ...span } = makeSpan(range, `${now}:30`)
      const moment = readWallClock(`${now}:30`)

      let covered = readWallClock(range.start)
      for (const bucket of buckets) {
        expect(bucket.start).toBe(covered)
        expect(bucket.end).toBeGreaterThan(bucket.start)
        expect(readFrom(bucket.from)).toBe(bucket.start)
        expect(readTo(bucket.to) + 1000).toBe(bucket.end)
        expect(RangeEndSchema.safeParse(bucket.from).success).toBe(true)
        expect(RangeEndSchema.safeParse(bucket.to).success).toBe(true)
        expect(isReversedRange(bucket.from, bucket.to)).toBe(false)
        expect(bucket.start).toBeLessThan(Math.max(moment + 86_400_000, end))
        covered = bucket.end
      }
      if (moment >= end) expect(covered).toBe(end)
      else if (buckets.length > 0) expect(covered).toBeGreaterThan(Math.min(moment, end))
      expect(covered).toBeLessThanOrEqual(end)
      expect(buckets.length).toBeLessThanOrEqual(63)
      if (buckets.length > 0) expect(covered).toBe(span.end)
    }),
  )
})
