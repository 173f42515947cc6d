/**
 * Times without a zone, as HostedSuite's texts have them: whole seconds since 1970-01-01 00:00:00 on the
 * same wall clock, counted as if that clock were UTC. Never convert them to an instant.
 */
export type WallSeconds = number

export const DAY_SECONDS = 86_400

const DATE_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})/
const MONTH_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/
const TIME =
  /^(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([AP])M)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Reads `2026-08-06`, `2026-08-06 09:30`, `2026-08-06T09:30:00`, `8/6/2026 9:30` and `8/6/2026 9:30:00 AM`.
 * A zone behind the time is ignored, since the store has no zone to convert to. Undefined for anything else.
 */
export function parseWallClock(
  text: string,
): { seconds: WallSeconds; isDateOnly: boolean } | undefined {
  const sinceMidnight = secondsWithin(latestDay.text, text)
  if (sinceMidnight !== undefined) {
    return { seconds: latestDay.midnight + sinceMidnight, isDateOnly: false }
  }
  const trimmed = text.trim()
  const ymd = DATE_FIRST.exec(trimmed)
  const mdy = MONTH_FIRST.exec(trimmed)
  const [matched = '', year, month, day] = ymd ?? (mdy && [mdy[0], mdy[3], mdy[1], mdy[2]]) ?? []
  const time = TIME.exec(trimmed.slice(matched.length))
  if (matched === '' || time === null) return undefined

  const [, hourText, minute = '0', second = '0', half] = time
  const hour = hoursOfDay(Number(hourText ?? 0), half?.toUpperCase())
  if (hour === undefined || Number(minute) > 59 || Number(second) > 59) return undefined

  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  // Date.UTC turns February 30 into March 2; such a date is an error here.
  if (midnight.getUTCMonth() !== Number(month) - 1 || Number(day) === 0) return undefined
  return {
    seconds: midnight.getTime() / 1000 + hour * 3600 + Number(minute) * 60 + Number(second),
    isDateOnly: hourText === undefined,
  }
}

function hoursOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'P' ? 12 : 0)
}

/** `2026-08-06 08:45:00`, or with another separator between date and time. */
export function formatWallClock(seconds: WallSeconds, separator = ' '): string {
  const midnight = startOfDay(seconds)
  const sinceMidnight = seconds - midnight
  const minutes = MINUTES[Math.floor(sinceMidnight / 60)]
  return `${formatDay(midnight)}${separator}${minutes}${TWO_DIGITS[sinceMidnight % 60]}`
}

/** Written once: a page has hundreds of times. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
/** `08:45:` for each minute of a day. */
const MINUTES = Array.from(
  { length: 1440 },
  (_, minute) => `${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}:`,
)

/** Times that follow each other are mostly of one day, and a day takes longer to write than the rest. */
let latestDay = { midnight: 0, text: '1970-01-01' }

/** `2026-08-06`. */
export function formatDay(midnight: WallSeconds): string {
  if (latestDay.midnight !== midnight) {
    latestDay = { midnight, text: new Date(midnight * 1000).toISOString().slice(0, 10) }
  }
  return latestDay.text
}

/** Since midnight. Undefined for another day and other forms than `2026-08-06 08:45:00`, or with a T. */
export function secondsWithin(day: string, text: string): number | undefined {
  if (text.length !== 19 || !text.startsWith(day)) return undefined
  const hours = twoDigitsAt(text, 11)
  const minutes = twoDigitsAt(text, 14)
  const seconds = twoDigitsAt(text, 17)
  const hasSeparators =
    (text[10] === ' ' || text[10] === 'T') && text[13] === ':' && text[16] === ':'
  const isClock = hasSeparators && hours < 24 && minutes < 60 && seconds < 60
  return isClock ? hours * 3600 + minutes * 60 + seconds : undefined
}

/** By their codes, in a tenth of the time of a regular expression; NaN when they are no digits. */
function twoDigitsAt(text: string, place: number): number {
  const tens = text.charCodeAt(place) - ZERO
  const ones = text.charCodeAt(place + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const ZERO = '0'.charCodeAt(0)

/** What a clock on the wall of this machine's zone shows at the instant. */
export function wallClockAt(instant: Date): WallSeconds {
  return Math.floor((instant.getTime() - instant.getTimezoneOffset() * 60_000) / 1000)
}

export function startOfDay(seconds: WallSeconds): WallSeconds {
  return Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS
}
