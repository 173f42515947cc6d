import { readWallClock } from './volume-buckets.ts'

const DAY_MS = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  // Swedish is written as the standard for dates has it.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  clocks.set(timeZone, made)
  return made
}

/** What a clock in the zone shows at a moment (milliseconds since 1970): `2026-11-29T14:02:07`. */
export function showClock(moment: number, timeZone: string): string {
  try {
    return clockOf(timeZone).format(moment).replace(' ', 'T')
  } catch {
    // A zone that is newer than this browser: no clock is a whole day ahead of another.
    return new Date(moment + DAY_MS).toISOString().slice(0, 19)
  }
}

/** False for a wall clock that is skipped in the zone, as summer time begins. */
export function isShown(wallClock: number, timeZone: string): boolean {
  const shownAt = (moment: number) => readWallClock(showClock(moment, timeZone))
  return [-DAY_MS, DAY_MS].some((away) => {
    const offset = shownAt(wallClock + away) - (wallClock + away)
    return shownAt(wallClock - offset) === wallClock
  })
}
