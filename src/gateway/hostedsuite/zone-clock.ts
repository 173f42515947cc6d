// Wall clocks are text without a zone, `2026-08-06T08:45:00`: what a clock in some zone showed.
import { tzOffset } from '@date-fns/tz'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A wall clock as a number of milliseconds: right for distances and order, not a moment. */
export const wallClockMs = (wallClock: string) => Date.parse(`${wallClock}Z`)

/** What a clock in `zone` shows at this moment, whole seconds. */
export function toWallClock(moment: Date, zone: string): string {
  const local = moment.getTime() + tzOffset(zone, moment) * MINUTE_MS
  return new Date(local).toISOString().slice(0, 19)
}

/**
 * The moments when a clock in `zone` showed this. They differ in the hour that is repeated when summer
 * time ends; a time that was skipped when it began is moved forward by what was skipped.
 */
export function toMoments(wallClock: string, zone: string): { earliest: Date; latest: Date } {
  const local = wallClockMs(wallClock)
  const before = new Date(local - tzOffset(zone, new Date(local - DAY_MS)) * MINUTE_MS)
  const after = new Date(local - tzOffset(zone, new Date(local + DAY_MS)) * MINUTE_MS)
  const shown = [before, after].filter((moment) => toWallClock(moment, zone) === wallClock)
  return { earliest: shown[0] ?? before, latest: shown.at(-1) ?? before }
}
