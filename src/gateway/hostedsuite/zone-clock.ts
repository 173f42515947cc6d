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

/** What the time in `zone` is called at this moment: `EDT`, `CEST`, or `GMT+11` where English has no name for it. */
export function nameTime(moment: Date, zone: string): string {
  // Americans have names for their zones, and the British for those of Europe.
  const names = ['en-US', 'en-GB'].map(
    (language) =>
      new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(moment)
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
  )
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? zone
}

/** The least that a clock in `zone` shows from this moment on: it goes back within the day at most once. */
export function leastShownSince(moment: Date, zone: string): string {
  const shown = toWallClock(moment, zone)
  const { earliest, latest } = toMoments(shown, zone)
  const isAboutToGoBack = latest > earliest && moment < latest
  return isAboutToGoBack ? toWallClock(findChange(moment, latest, zone), zone) : shown
}

/** The most that a clock in `zone` has shown until this moment. */
export function latestShownUntil(moment: Date, zone: string): string {
  const shown = toWallClock(moment, zone)
  const { earliest, latest } = toMoments(shown, zone)
  if (latest <= earliest || moment < latest) return shown
  return toWallClock(new Date(findChange(earliest, moment, zone).getTime() - 1000), zone)
}

/** The first whole second with the offset of `after`; `before` has another one, and there is one change between. */
function findChange(before: Date, after: Date, zone: string): Date {
  const offset = tzOffset(zone, after)
  let [low, high] = [Math.floor(before.getTime() / 1000), Math.floor(after.getTime() / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (tzOffset(zone, new Date(middle * 1000)) === offset) high = middle
    else low = middle
  }
  return new Date(high * 1000)
}
