import { TZDate } from '@date-fns/tz'
import {
  endOfMonth,
  endOfWeek,
  format,
  startOfMonth,
  startOfWeek,
  subDays,
  subMonths,
  subWeeks,
} from 'date-fns'
import type { CallQuery, RollingRange } from '../../contract/calls.ts'
import type { DateStyle } from '../config.ts'
import { latestShownUntil, leastShownSince, toMoments } from './zone-clock.ts'

/** Both ends inclusive, wall clocks of one zone; an open end is undefined. */
export type WallRange = { start: string | undefined; end: string | undefined }

const MONDAY = { weekStartsOn: 1 } as const

/** First and last day of each range, both inclusive. */
const DAYS: Record<RollingRange, (today: Date) => [first: Date, last: Date]> = {
  today: (today) => [today, today],
  yesterday: (today) => [subDays(today, 1), subDays(today, 1)],
  last7d: (today) => [subDays(today, 6), today],
  last30d: (today) => [subDays(today, 29), today],
  thisweek: (today) => [startOfWeek(today, MONDAY), endOfWeek(today, MONDAY)],
  lastweek: (today) => DAYS.thisweek(subWeeks(today, 1)),
  thismonth: (today) => [startOfMonth(today), endOfMonth(today)],
  lastmonth: (today) => DAYS.thismonth(subMonths(today, 1)),
}

type RangeQuery = Pick<CallQuery, 'range' | 'from' | 'to' | 'timeZone' | 'asOf' | 'withLater'>

/**
 * Resolves what was asked in the query's zone to the wall clock that HostedSuite compares with. Ends
 * have no seconds of their own: they cover the whole minute or day that they name. A list as of a moment
 * ends there at the latest; with later calls, a rolling range that reaches that moment has no end. Where
 * HostedSuite's clock shows an hour twice, the range rather takes in too much of that hour than loses a call.
 */
export function resolveRange(query: RangeQuery, zone: string, clock: Date): WallRange {
  const { asOf, withLater = false, from, to } = query
  const range = resolveWhole(query, zone, clock)
  if (asOf === undefined) return range
  const cap = latestShownUntil(new Date(asOf), zone)
  if (range.end !== undefined && range.end <= cap) return range
  if (!withLater) return { ...range, end: cap }
  return from === undefined && to === undefined ? { ...range, end: undefined } : range
}

/** What the asked range comes to on a clock of the asked zone, for whoever reads the list. */
export function describeRange(query: RangeQuery, zone: string, clock: Date): WallRange {
  const { from, to } = fixedEnds(query, query.timeZone ?? zone, momentOf(query, clock))
  return {
    start: from && (from.includes('T') ? `${from}:00` : `${from}T00:00:00`),
    end: to && (to.includes('T') ? `${to}:59` : `${to}T23:59:59`),
  }
}

/** A list that stands still rolls no further. */
const momentOf = ({ asOf }: RangeQuery, clock: Date) =>
  asOf === undefined ? clock : new Date(asOf)

function resolveWhole(query: RangeQuery, zone: string, clock: Date): WallRange {
  const { start, end } = describeRange(query, zone, clock)
  const askedZone = query.timeZone ?? zone
  if (askedZone === zone) return { start, end }
  // In a repeated hour the range takes in both readings rather than cut one off.
  return {
    start: start && leastShownSince(toMoments(start, askedZone).earliest, zone),
    end: end && latestShownUntil(toMoments(end, askedZone).latest, zone),
  }
}

function fixedEnds({ range, from, to }: RangeQuery, zone: string, now: Date) {
  if (from !== undefined || to !== undefined || range === undefined) return { from, to }
  const [first, last] = DAYS[range](new TZDate(now.getTime(), zone))
  return { from: format(first, 'yyyy-MM-dd'), to: format(last, 'yyyy-MM-dd') }
}

/** A wall clock as HostedSuite wants it written, always with its time: a day alone may mean its midnight. */
export function writeWallClock(wallClock: string, dates: DateStyle): string {
  if (dates === 'iso') return wallClock
  const [day = '', time] = wallClock.split('T')
  if (dates === 'space') return `${day} ${time}`
  const [year, month, date] = day.split('-').map(Number)
  return `${dates === 'month-first' ? `${month}/${date}` : `${date}/${month}`}/${year} ${time}`
}
