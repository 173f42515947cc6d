import { browserZone } from './browser-zone.ts'
import { isRepeated } from './repeated-time.ts'

/** What is shown where there is nothing. */
export const NOTHING = '—'

const two = (value: number) => String(value).padStart(2, '0')

/** `1:14`, or `1:02:03` from an hour on. Nothing, missing and zero alike, is an em dash. */
export function formatDuration(seconds: number | undefined): string {
  const whole = Math.round(seconds ?? 0)
  if (whole <= 0) return NOTHING
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = two(whole % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/**
 * Seconds from what people type: `150`, `2:30`, `1:02:03`, `2m30s`, `1h 5m`. Undefined for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const typed = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(typed)) return Number(typed)
  const clock = /^(?:(\d+):)?(\d+):([0-5]?\d)$/.exec(typed)
  const words = /^(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?$/.exec(typed)
  const match = clock ?? (typed === '' ? null : words)
  if (match === null) return undefined
  const [, hours = '0', minutes = '0', seconds = '0'] = match
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

const counts = new Intl.NumberFormat('en')

/** `34,625`. */
export const formatCount = (count: number): string => counts.format(count)

type Moment = {
  raw: string
  wallClock?: string | undefined
  instant?: string | undefined
  repeated?: string[] | undefined
}
type DateStyle = 'short' | 'long'

const formatters = new Map<string, Intl.DateTimeFormat>()

function madeOnce<Value>(made: Map<string, Value>, key: string, make: () => Value): Value {
  const value = made.get(key) ?? make()
  made.set(key, value)
  return value
}

const formatter = (key: string, options: Intl.DateTimeFormatOptions, language = 'en-GB') =>
  madeOnce(formatters, key, () => new Intl.DateTimeFormat(language, options))

/** What a clock shows at a moment: `2026-08-06 08:45:00`. Without a `zone` it is HostedSuite's own; raw where unreadable. */
export function readClock({ raw, wallClock, instant }: Moment, zone: string | undefined): string {
  if (zone === undefined || instant === undefined) return wallClock?.replace('T', ' ') ?? raw
  // Swedes write it so.
  return formatter(
    `clock ${zone}`,
    { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' },
    'sv-SE',
  ).format(new Date(instant))
}

/**
 * The date and the time of a moment, apart, because the date steps back and the time steps forward.
 * Without a `zone` the wall clock is shown as it was sent; with one, the instant is converted to it. Text
 * that could not be read is shown as it is. A time that a clock showed twice carries what tells the two apart.
 */
export function formatMoment(
  moment: Moment,
  { zone, style = 'short' }: { zone?: string | undefined; style?: DateStyle } = {},
): { date: string; time: string } {
  const isReadable = moment.wallClock !== undefined || (zone && moment.instant) !== undefined
  if (!isReadable) return { date: moment.raw, time: '' }
  const [day = '', time = ''] = readClock(moment, zone).split(' ')
  return { date: formatDay(day, style), time: withMark(time, markOf(moment, zone)) }
}

const days = new Map<string, string>()

/** `6 Aug`, with its year where that is not this one; a page of calls has few days, and is drawn often. */
function formatDay(day: string, style: DateStyle): string {
  const isThisYear = style === 'short' && day.startsWith(`${new Date().getFullYear()}-`)
  const key = `${style} ${isThisYear} ${day}`
  return madeOnce(days, key, () =>
    formatter(`day ${style} ${isThisYear}`, {
      timeZone: 'UTC',
      day: 'numeric',
      month: style,
      ...(isThisYear ? {} : { year: 'numeric' }),
    }).format(new Date(day)),
  )
}

const withMark = (time: string, mark: string) => (mark === '' ? time : `${time} ${mark}`)

/**
 * What tells a time from the same time an hour earlier or later, in the night when summer time ends: `EST`, or
 * `EDT/EST` where HostedSuite does not tell. `?` marks a time in another zone that this leaves open.
 */
export function markOf({ instant, repeated = [] }: Moment, zone: string | undefined): string {
  if (zone === undefined || instant === undefined) return repeated.join('/')
  if (repeated.length > 1) return '?'
  const at = new Date(instant)
  if (!isRepeated(at, zone)) return ''
  const named = formatter(`name ${zone}`, { timeZone: zone, timeZoneName: 'short' })
  return named.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

/** Time of day on this machine's own clock: `14:02:07`. */
export function formatClock(at: number | string | Date): string {
  const moment = new Date(at)
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')
}

/** A moment (text with its zone, or milliseconds since 1970) in this browser's own zone: `14 Nov, 14:02:07`. */
export function formatInstant(at: number | string): string {
  const zone = browserZone()
  const { date, time } = formatMoment({ raw: '', instant: new Date(at).toISOString() }, { zone })
  return `${date}, ${time}`
}
