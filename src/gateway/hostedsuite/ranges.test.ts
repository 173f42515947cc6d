import { expect, test } from 'vitest'
import { resolveRange, writeWallClock } from './ranges.ts'

const NEW_YORK = 'America/New_York'
const JERUSALEM = 'Asia/Jerusalem'
/** Thursday noon in New York, in the evening in Jerusalem. */
const NOW = new Date('2026-08-06T16:00:00Z')

test.each([
  ['today', '2026-08-06', '2026-08-06'],
  ['yesterday', '2026-08-05', '2026-08-05'],
  ['last7d', '2026-07-31', '2026-08-06'],
  ['last30d', '2026-07-08', '2026-08-06'],
  ['thisweek', '2026-08-03', '2026-08-09'],
  ['lastweek', '2026-07-27', '2026-08-02'],
  ['thismonth', '2026-08-01', '2026-08-31'],
  ['lastmonth', '2026-07-01', '2026-07-31'],
] as const)('%s is whole days from %s to %s', (range, first, last) => {
  expect(resolveRange({ range }, NEW_YORK, NOW)).toEqual({
    start: `${first}T00:00:00`,
    end: `${last}T23:59:59`,
  })
})

test('a Sunday ends its week, a Monday starts one', () => {
  const [sunday, monday] = [new Date('2026-08-09T16:00:00Z'), new Date('2026-08-10T16:00:00Z')]
  const range = 'thisweek'
  expect(resolveRange({ range }, NEW_YORK, sunday).start).toBe('2026-08-03T00:00:00')
  expect(resolveRange({ range }, NEW_YORK, monday).start).toBe('2026-08-10T00:00:00')
})

test('today is the day of the asked zone, told in the clock of HostedSuite', () => {
  const lateInJerusalem = new Date('2026-08-06T22:00:00Z')
  expect(resolveRange({ range: 'today', timeZone: JERUSALEM }, NEW_YORK, lateInJerusalem)).toEqual({
    start: '2026-08-06T17:00:00',
    end: '2026-08-07T16:59:59',
  })
})

test('fixed ends cover the whole day or minute that they name, and win over a range', () => {
  const ends = { range: 'today', from: '2026-02-01', to: '2026-02-03' } as const
  expect(resolveRange(ends, NEW_YORK, NOW)).toEqual({
    start: '2026-02-01T00:00:00',
    end: '2026-02-03T23:59:59',
  })
  expect(resolveRange({ range: 'today', to: '2026-02-03T09:30' }, NEW_YORK, NOW)).toEqual({
    start: undefined,
    end: '2026-02-03T09:30:59',
  })
})

test('without a range or ends nothing is bounded', () => {
  expect(resolveRange({}, NEW_YORK, NOW)).toEqual({ start: undefined, end: undefined })
})

test.each([
  // Summer time begins: the day has 23 hours.
  ['2026-03-08', NEW_YORK, '2026-03-08T05:00:00', '2026-03-09T03:59:59'],
  ['2026-03-27', JERUSALEM, '2026-03-26T22:00:00', '2026-03-27T20:59:59'],
  // Summer time ends: the day has 25 hours.
  ['2026-11-01', NEW_YORK, '2026-11-01T04:00:00', '2026-11-02T04:59:59'],
  ['2026-10-25', JERUSALEM, '2026-10-24T21:00:00', '2026-10-25T21:59:59'],
])('%s in %s is the whole day, told in UTC', (day, timeZone, start, end) => {
  expect(resolveRange({ from: day, to: day, timeZone }, 'UTC', NOW)).toEqual({ start, end })
})

test.each([
  ['2026-03-08', NEW_YORK],
  ['2026-11-01', NEW_YORK],
  ['2026-03-27', JERUSALEM],
  ['2026-10-25', JERUSALEM],
])('in the zone of HostedSuite %s in %s is told as it was asked', (day, zone) => {
  const whole = { start: `${day}T00:00:00`, end: `${day}T23:59:59` }
  expect(resolveRange({ from: day, to: day, timeZone: zone }, zone, NOW)).toEqual(whole)
  const noon = new Date(`${day}T12:00:00Z`)
  expect(resolveRange({ range: 'today' }, zone, noon)).toEqual(whole)
})

test('a week across the change still counts seven days', () => {
  const afterwards = new Date('2026-11-03T17:00:00Z')
  expect(resolveRange({ range: 'last7d' }, NEW_YORK, afterwards).start).toBe('2026-10-28T00:00:00')
})

test('an end in the repeated hour takes in both readings, an end in the skipped hour moves', () => {
  const repeated = { from: '2026-11-01T01:30', to: '2026-11-01T01:30', timeZone: NEW_YORK }
  expect(resolveRange(repeated, 'UTC', NOW)).toEqual({
    start: '2026-11-01T05:30:00',
    end: '2026-11-01T06:30:59',
  })
  const skipped = { from: '2026-03-08T02:30', to: '2026-03-08T02:30', timeZone: NEW_YORK }
  expect(resolveRange(skipped, 'UTC', NOW)).toEqual({
    start: '2026-03-08T07:30:00',
    end: '2026-03-08T07:30:59',
  })
})

test.each([
  ['iso', '2026-08-06T00:00:00'],
  ['month-first', '8/6/2026 00:00:00'],
  ['day-first', '6/8/2026 00:00:00'],
] as const)('a wall clock is written %s as %s', (dates, text) => {
  expect(writeWallClock('2026-08-06T00:00:00', dates)).toBe(text)
})
