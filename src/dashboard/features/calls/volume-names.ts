import { beginningOf, type Stretch, type Unit } from './volume-buckets.ts'

type Style = 'short' | 'long'

const SECOND_MS = 1000

const weekdays = makeFormats((style) => ({ weekday: style }))
const dates = makeFormats((style) => ({ day: 'numeric', month: style }))
const months = makeFormats((style) => ({ month: style, year: 'numeric' }))

function makeFormats(optionsOf: (style: Style) => Intl.DateTimeFormatOptions) {
  const make = (style: Style) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...optionsOf(style) })
  return { short: make('short'), long: make('long') }
}

const timeOf = (at: number) => new Date(at).toISOString().slice(11, 16)
const yearOf = (at: number) => new Date(at).getUTCFullYear()

const isWhole = (unit: Unit, { start, end }: Stretch) =>
  beginningOf[unit](start) === start && beginningOf[unit](start, 1) === end

/** `Tue 3 Nov`, and its year where that is another one than `year`. */
function nameDay(at: number, style: Style, year: number): string {
  const other = yearOf(at) === year ? '' : ` ${yearOf(at)}`
  return `${weekdays[style].format(at)} ${dates[style].format(at)}${other}`
}

/** What people call a stretch of time: `Tue 3 Nov`, `Tue 3 Nov, 09:00–09:59`, `November 2026`. */
export function nameStretch(stretch: Stretch, style: Style, year: number): string {
  const { start, end } = stretch
  const last = end - SECOND_MS
  if (isWhole('year', stretch)) return String(yearOf(start))
  if (isWhole('month', stretch)) return months[style].format(start)
  const [first, final] = [nameDay(start, style, year), nameDay(last, style, year)]
  const isOneDay = beginningOf.day(start) === beginningOf.day(last)
  if (beginningOf.day(start) === start && beginningOf.day(end) === end)
    return isOneDay ? first : `${first} – ${final}`
  return isOneDay
    ? `${first}, ${timeOf(start)}–${timeOf(last)}`
    : `${first}, ${timeOf(start)} – ${final}, ${timeOf(last)}`
}

/** The first moment of a stretch, `Mon 23 Nov, 00:00`, and its last one, `Sun 29 Nov, 23:59:59`. */
export function nameBounds({ start, end }: Stretch, year: number): [first: string, last: string] {
  const last = end - SECOND_MS
  const seconds = new Date(last).toISOString().slice(16, 19)
  return [
    `${nameDay(start, 'short', year)}, ${timeOf(start)}`,
    `${nameDay(last, 'short', year)}, ${timeOf(last)}${seconds}`,
  ]
}
