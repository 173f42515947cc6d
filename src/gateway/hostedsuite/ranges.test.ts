import { describe, expect, test } from 'vitest'
import { describeRange, resolveRange, writeWallClock } from './ranges.ts'
import { toWallClock } from './zone-clock.ts'

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

test('a reader is told the range on the clock of the asked zone, as it was when the list was read', () => {
  const lateInJerusalem = new Date('2026-08-06T22:00:00Z')
  const today = { range: 'today', timeZone: JERUSALEM } as const
  expect(describeRange(today, NEW_YORK, lateInJerusalem)).toEqual({
    start: '2026-08-07T00:00:00',
    end: '2026-08-07T23:59:59',
  })
  expect(describeRange({ ...today, asOf: '2026-08-05T12:00:00Z' }, NEW_YORK, NOW)).toEqual({
    start: '2026-08-05T00:00:00',
    end: '2026-08-05T23:59:59',
  })
  expect(describeRange({ to: '2026-02-03T09:30' }, NEW_YORK, NOW)).toEqual({
    start: undefined,
    end: '2026-02-03T09:30:59',
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

const MINUTE_MS = 60_000

/** Every minute of a local day, by looking at the clock of the zone. */
function minutesOf(day: string, zone: string): Date[] {
  const noon = Date.parse(`${day}T12:00:00Z`)
  return Array.from(
    { length: 4 * 24 * 60 },
    (_, at) => new Date(noon + (at - 2880) * MINUTE_MS),
  ).filter((moment) => toWallClock(moment, zone).startsWith(day))
}

describe('a whole local day', () => {
  // Cairo and Havana have no midnight when summer time begins, and two hours before or after one when it ends.
  const CHANGES = [
    [NEW_YORK, '2026-03-08', 23],
    [NEW_YORK, '2026-11-01', 25],
    [JERUSALEM, '2026-03-27', 23],
    [JERUSALEM, '2026-10-25', 25],
    ['Africa/Cairo', '2026-04-24', 23],
    ['Africa/Cairo', '2026-10-29', 25],
    ['America/Havana', '2026-03-08', 23],
    ['America/Havana', '2026-11-01', 25],
  ] as const
  const HOSTS = [NEW_YORK, JERUSALEM, 'Africa/Cairo', 'UTC']

  test.each(CHANGES)('of %s on %s has %d hours, none of them lost', (zone, day, hours) => {
    const minutes = minutesOf(day, zone)
    expect(minutes).toHaveLength(hours * 60)
    for (const host of HOSTS) {
      const { start = '', end = '' } = resolveRange(
        { from: day, to: day, timeZone: zone },
        host,
        NOW,
      )
      const lost = minutes
        .map((minute) => toWallClock(minute, host))
        .filter((wallClock) => wallClock < start || wallClock > end)
      expect(lost, `told in ${host}`).toEqual([])
    }
  })

  test.each(CHANGES)('of %s on %s is yesterday from any moment of the day after', (zone, day) => {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    const whole = { start: `${day}T00:00:00`, end: `${day}T23:59:59` }
    for (const now of minutesOf(next, zone).filter((_, at) => at % 97 === 0)) {
      expect(resolveRange({ range: 'yesterday' }, zone, now)).toEqual(whole)
    }
  })
})

test('a bound in an hour that HostedSuite shows twice rather takes in too much of it', () => {
  // 1:45 a.m. of the first time, and 1:15 of the second.
  const first = { from: '2026-11-01T05:45', timeZone: 'UTC' }
  expect(resolveRange(first, NEW_YORK, NOW).start).toBe('2026-11-01T01:00:00')
  const second = { to: '2026-11-01T06:15', timeZone: 'UTC' }
  expect(resolveRange(second, NEW_YORK, NOW).end).toBe('2026-11-01T01:59:59')
  // The others are told as the clock shows them.
  const later = { from: '2026-11-01T06:15', to: '2026-11-01T07:15', timeZone: 'UTC' }
  expect(resolveRange(later, NEW_YORK, NOW)).toEqual({
    start: '2026-11-01T01:15:00',
    end: '2026-11-01T02:15:59',
  })
})

test.each([
  ['iso', '2026-08-06T00:00:00'],
  ['space', '2026-08-06 00:00:00'],
  ['month-first', '8/6/2026 00:00:00'],
  ['day-first', '6/8/2026 00:00:00'],
] as const)('a wall clock is written %s as %s', (dates, text) => {
  expect(writeWallClock('2026-08-06T00:00:00', dates)).toBe(text)
})

test.each([
  // The hour from one to two is there twice: its end has been reached, whichever of the two it is now.
  ['2026-11-01T05:30:00Z', '2026-11-01T01:30:00'],
  ['2026-11-01T06:00:00Z', '2026-11-01T01:59:59'],
  ['2026-11-01T06:30:00Z', '2026-11-01T01:59:59'],
  ['2026-11-01T07:00:00Z', '2026-11-01T02:00:00'],
])('as of %s a list ends at %s', (asOf, end) => {
  expect(resolveRange({ asOf }, NEW_YORK, NOW)).toEqual({ start: undefined, end })
})

test('an end before its moment stays', () => {
  const range = { to: '2026-02-03', asOf: '2026-02-04T10:00:00Z' }
  expect(resolveRange(range, NEW_YORK, NOW).end).toBe('2026-02-03T23:59:59')
})

test('over midnight, those that come later are those of the new day too, where a range goes on with the days', () => {
  const later = { asOf: '2026-08-06T23:50:00-04:00', withLater: true }
  const start = '2026-08-06T00:00:00'
  expect(resolveRange({ range: 'today', ...later }, NEW_YORK, NOW)).toEqual({
    start,
    end: undefined,
  })
  const yesterday = resolveRange({ range: 'yesterday', ...later }, NEW_YORK, NOW)
  expect(yesterday.end).toBe('2026-08-05T23:59:59')
  expect(resolveRange({ from: '2026-08-06', to: '2026-08-06', ...later }, NEW_YORK, NOW)).toEqual({
    start,
    end: '2026-08-06T23:59:59',
  })
})
