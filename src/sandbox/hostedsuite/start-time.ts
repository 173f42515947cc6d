import type { FormatTime } from '../store/call-rows.ts'
import { formatWallClock } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'

/**
 * StartTime is text that the application formats, and no document says how: `space` is what a sibling
 * operation is known to answer, the others are what .NET programs commonly write.
 */
const FORMATS = {
  space: formatWallClock,
  iso: (seconds) => formatWallClock(seconds, 'T'),
  'iso-fraction': (seconds) => `${formatWallClock(seconds, 'T')}.0000000`,
  'iso-utc': (seconds) => `${formatWallClock(seconds, 'T')}Z`,
  'iso-offset': (seconds) => `${formatWallClock(seconds, 'T')}-05:00`,
  us: formatMonthFirst,
  // The number is of the instant, so the offset is added back.
  wcf: (seconds) => `/Date(${(seconds + 5 * 3600) * 1000}-0500)/`,
  absent: () => undefined,
} satisfies Record<string, FormatTime>

type StartTimeFormat = keyof typeof FORMATS

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

export const formatOf = (format: StartTimeFormat): FormatTime => FORMATS[format]

/** `8/6/2026 8:45:00 AM`, the invariant culture of .NET without leading zeros. */
function formatMonthFirst(seconds: WallSeconds): string {
  const time = new Date(seconds * 1000)
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`
  const hour = time.getUTCHours()
  return `${date} ${hour % 12 || 12}${time.toISOString().slice(13, 19)} ${hour < 12 ? 'AM' : 'PM'}`
}
