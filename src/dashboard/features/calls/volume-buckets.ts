import type { CallPage } from '../../../contract/calls.ts'

// Wall clocks are numbers here: milliseconds, read as if they were of UTC. A day has 24 hours whatever its zone does,
// and this machine's own zone has no part in it.
const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
/** The first of the days counted from 1970 was a Thursday. */
const MONDAY_MS = -3 * DAY_MS

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year'

/** From its first moment to the first one after it. */
export type Stretch = { start: number; end: number }

/** The calls of one bar. `from` and `to` ask for them, both inclusive. */
export type Bucket = Stretch & { from: string; to: string }

/** What a strip of bars covers; without buckets all of it is still to come. */
export type Span = Stretch & {
  unit: Unit
  buckets: Bucket[]
  /** The asked range has no start: these are the last 30 days of it. */
  isOpen: boolean
}

const OPEN_DAYS = 30

const yearOf = (at: number) => new Date(at).getUTCFullYear()
const stepped = (at: number, by: number, lengthMs: number) =>
  (Math.floor(at / lengthMs) + by) * lengthMs

/** Where the unit that a moment lies in begins, or the one so many units later. Weeks begin on Monday. */
export const beginningOf: Record<Unit, (at: number, by?: number) => number> = {
  hour: (at, by = 0) => stepped(at, by, HOUR_MS),
  day: (at, by = 0) => stepped(at, by, DAY_MS),
  week: (at, by = 0) => stepped(at - MONDAY_MS, by, WEEK_MS) + MONDAY_MS,
  month: (at, by = 0) => Date.UTC(yearOf(at), new Date(at).getUTCMonth() + by),
  year: (at, by = 0) => Date.UTC(yearOf(at) + by, 0),
}

/** The longest range of each unit: some sixty bars can still be told apart, and be counted. */
const LONGEST: readonly [Unit, number][] = [
  ['hour', 2 * DAY_MS],
  ['day', 62 * DAY_MS],
  ['week', 62 * WEEK_MS],
  ['month', 5 * 366 * DAY_MS],
]

export const readWallClock = (wallClock: string): number => Date.parse(`${wallClock}Z`)

const writeWallClock = (at: number) => new Date(at).toISOString().slice(0, 16)

/** What asks for a stretch: a day alone where it begins with one, or ends with one. */
export const toEnds = ({ start, end }: Stretch): { from: string; to: string } => ({
  from: writeWallClock(start).replace('T00:00', ''),
  to: writeWallClock(end - SECOND_MS).replace('T23:59', ''),
})

/**
 * Divides the range of a list into buckets that neither overlap nor leave anything out, up to the hour or the day of
 * `now`: a wall clock of the same zone, at the moment that the list stands still at.
 */
export function makeSpan(range: CallPage['range'], now: string): Span {
  const at = readWallClock(now)
  const asked = range.end === undefined ? Infinity : readWallClock(range.end) + SECOND_MS
  const today = Math.min(asked, beginningOf.day(at, 1))
  const start =
    range.start === undefined
      ? beginningOf.day(today - SECOND_MS, 1 - OPEN_DAYS)
      : readWallClock(range.start)
  const unit = LONGEST.find(([, longest]) => today - start <= longest)?.[0] ?? 'year'
  const end = unit === 'hour' ? Math.min(today, beginningOf.hour(at, 1)) : today
  const buckets = divide({ start, end }, unit)
  return { start, end, unit, buckets, isOpen: range.start === undefined }
}

function divide({ start, end }: Stretch, unit: Unit): Bucket[] {
  const buckets: Bucket[] = []
  for (let first = start; first < end;) {
    const next = Math.min(end, beginningOf[unit](first, 1))
    const stretch = { start: first, end: next }
    buckets.push({ ...stretch, ...toEnds(stretch) })
    first = next
  }
  return buckets
}
