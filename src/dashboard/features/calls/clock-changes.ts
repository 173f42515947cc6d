import { tzOffset } from '@date-fns/tz/tzOffset'

export type ClockChange = {
  /** `2026-11-01` */
  day: string
  /** How many hours that day has: 23, 25, or with some fraction of one. */
  hours: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Longer ranges have so many changes that nobody wants them listed. */
const LONGEST_DAYS = 400

/** How many minutes the clock is ahead of UTC when it shows a midnight, which is written as if it were one of UTC. */
function offsetAtMidnight(midnight: number, zone: string): number {
  const roughly = tzOffset(zone, new Date(midnight))
  return tzOffset(zone, new Date(midnight - roughly * MINUTE_MS))
}

/** The days from `first` to `last`, both included, on which the clock of a zone is put forward or back. */
export function findClockChanges(first: string, last: string, zone: string): ClockChange[] {
  const start = Date.parse(first)
  const days = Math.min((Date.parse(last) - start) / DAY_MS + 1, LONGEST_DAYS)
  const midnights = Array.from({ length: days + 1 }, (_, index) => start + index * DAY_MS)
  const offsets = midnights.map((midnight) => offsetAtMidnight(midnight, zone))
  return midnights.slice(0, -1).flatMap((midnight, index) => {
    const hours = 24 + ((offsets[index] ?? 0) - (offsets[index + 1] ?? 0)) / 60
    const day = new Date(midnight).toISOString().slice(0, 10)
    return hours === 24 ? [] : [{ day, hours }]
  })
}
