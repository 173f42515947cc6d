import { RangeEndSchema } from '../../../contract/calls.ts'
import type { Reading } from './filter-field.tsx'

/** `2026-11-01T09:30` as it is shown, and as it can be typed again. */
export const formatRangeEnd = (end: string): string => end.replace('T', ' ')

/** Seconds are read over: a range has minutes. */
const TIME = /[T,\s]+(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap])\.?m\.?)?$/i

type Part = 'day' | 'month' | 'year'

/**
 * A date, with or without a time, in ISO 8601 or as people write it in `language`: `11/30/2026 2:05 pm`, `30.11.2026`,
 * `30 Nov`. A year that is left out is this one.
 */
export function readRangeEnd(text: string, language: string = navigator.language): Reading<string> {
  const typed = text.trim()
  if (typed === '') return { value: null }
  const [timeText = '', hour, minute, half] = TIME.exec(typed) ?? []
  const day = readDay(typed.slice(0, typed.length - timeText.length), language)
  const time = hour === undefined ? '' : `T${to24Hours(hour, half)}:${minute}`
  const end = RangeEndSchema.safeParse(`${day}${time}`)
  if (end.success) return { value: end.data }
  const own = new Intl.DateTimeFormat(language).format(new Date(2026, 10, 30))
  return {
    problem: `Write a date as 2026-11-30${own === '2026-11-30' ? '' : ` or ${own}`}, or with a time as 2026-11-30 14:05.`,
  }
}

function to24Hours(hour: string, half: string | undefined): string {
  const isOf24 = half === undefined || Number(hour) > 12
  const hours = isOf24 ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return String(hours).padStart(2, '0')
}

/** `2026-11-30`, or undefined for what is no date; the calendar may still lack the day. */
function readDay(text: string, language: string): string | undefined {
  const words = text.match(/\p{L}+/gu) ?? []
  const numbers = text.match(/\d+/g) ?? []
  const { day, month, year } =
    words.length === 0 ? placeNumbers(numbers, language) : placeAround(words, numbers, language)
  if (day === undefined || month === undefined || year === undefined) return undefined
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

type Placed = { [Name in Part]?: string | undefined }

function placeNumbers(numbers: string[], language: string): Placed {
  const [first = '', second, third = String(new Date().getFullYear())] = numbers
  if (numbers.length > 3) return {}
  if (first.length === 4) return { year: first, month: second, day: numbers[2] }
  const order = new Intl.DateTimeFormat(language)
    .formatToParts()
    .flatMap(({ type }) => (type === 'day' || type === 'month' ? [type] : []))
  const [day, month] = order[0] === 'month' ? [second, first] : [first, second]
  return { day, month, year: toFullYear(third) }
}

const isYear = (number: string) => number.length === 4

function placeAround(words: string[], numbers: string[], language: string): Placed {
  const month = words.map((word) => findMonth(word, language)).find((found) => found !== undefined)
  const [day, short = String(new Date().getFullYear())] = numbers.filter((each) => !isYear(each))
  return { day, month, year: numbers.find(isYear) ?? toFullYear(short) }
}

const toFullYear = (year: string) => (year.length === 2 ? `20${year}` : year)

/** By three letters of its English name or more, or of its name in the viewer's language. */
function findMonth(word: string, language: string): string | undefined {
  const start = word.toLocaleLowerCase(language)
  if (start.length < 3) return undefined
  for (let month = 0; month < 12; month += 1) {
    const names = ['en', language].map((each) =>
      new Intl.DateTimeFormat(each, { month: 'long' })
        .format(new Date(2026, month, 1))
        .toLocaleLowerCase(language),
    )
    if (names.some((name) => name.startsWith(start))) return String(month + 1)
  }
  return undefined
}
