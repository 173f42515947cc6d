import { formatWallClock } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'

/**
 * StartTime is text that the application formats, and no document says how: `space` is what a sibling
 * operation is known to answer, the others are what .NET programs commonly write.
 */
const FORMATS = {
  space: (seconds) => formatWallClock(seconds),
  iso: (seconds) => formatWallClock(seconds, 'T'),
  'iso-fraction': (seconds) => `${formatWallClock(seconds, 'T')}.0000000`,
  'iso-utc': (seconds) => `${formatWallClock(seconds, 'T')}Z`,
  'iso-offset': (seconds) => `${formatWallClock(seconds, 'T')}-05:00`,
  us: formatMonthFirst,
  // The number is of the instant, so the offset is added back.
  wcf: (seconds) => `/Date(${(seconds + 5 * 3600) * 1000}-0500)/`,
  absent: () => null,
} satisfies Record<string, (seconds: WallSeconds) => string | null>

export type StartTimeFormat = keyof typeof FORMATS

export const START_TIME_FORMATS = [
  'space',
  'iso',
  'iso-fraction',
  'iso-utc',
  'iso-offset',
  'us',
  'wcf',
  'absent',
] as const satisfies StartTimeFormat[]

export function formatStartTime(seconds: WallSeconds, format: StartTimeFormat): string | null {
  return FORMATS[format](seconds)
}

/** Whether the text is in the form that `space` would give it. */
export const isSpaced = (text: string) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)

/** `8/6/2026 8:45:00 AM`, the invariant culture of .NET without leading zeros. */
function formatMonthFirst(seconds: WallSeconds): string {
  const time = new Date(seconds * 1000)
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`
  const hour = time.getUTCHours()
  return `${date} ${hour % 12 || 12}${time.toISOString().slice(13, 19)} ${hour < 12 ? 'AM' : 'PM'}`
}
