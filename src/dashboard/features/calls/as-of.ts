import { formatMoment } from '../../shared/format.ts'

const read = (at: number | string, zone: string) =>
  formatMoment({ raw: '', instant: new Date(at).toISOString() }, { zone })

/**
 * The moment that a list stands still at (text with its zone, or milliseconds since 1970), on the clock of the list:
 * `14:02`, or `28 Nov, 14:02:07` where that is another day, or one that somebody has chosen.
 */
export function formatAsOf(at: number | string, zone: string, isChosen: boolean): string {
  const { date, time } = read(at, zone)
  const isToday = date === read(Date.now(), zone).date
  return isChosen || !isToday ? `${date}, ${time}` : time.replace(/:\d\d(?!:)/, '')
}
