import type { CallTime } from '../../contract/calls.ts'
import type { DateStyle } from '../config.ts'
import { nameTime, toMoments, toWallClock } from './zone-clock.ts'

/** ISO 8601 and its space-separated cousin, with or without seconds, fraction and offset. */
const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s?(?<offset>Z|[+-]\d{2}:?\d{2})?)?$/i
/** Month first, as HostedSuite's customers in the United States write, unless the host was told otherwise. */
const AMERICAN =
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})(?:,?\s+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s?(?<half>[AP])\.?M\.?)?)?$/i
const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\//
const COMPACT =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<offset>Z)?)?$/i
/** ServiceStack's default for dates. The offset only says where the writer was: the number is UTC. */
const SERVICE_STACK = /^\\?\/Date\((?<ms>-?\d{1,16})(?:[+-]\d{4})?\)\\?\/$/

/** Fields of years before this are .NET's empty date, not the time of a call. */
const FIRST_YEAR = 1900

/**
 * Undefined for absent text, and `raw` alone for text that cannot be read. Text without a zone is a wall
 * clock of `zone`. Never `new Date(text)`: that reads a bare date as UTC and the rest in the zone of
 * the process.
 */
export function parseCallTime(
  raw: string | undefined,
  zone: string,
  dates: DateStyle = 'iso',
): CallTime | undefined {
  const trimmed = raw?.trim()
  const text = dates === 'day-first' ? trimmed?.replace(DAY_FIRST, '$2/$1/') : trimmed
  if (raw === undefined || text === undefined || text === '') return undefined

  const ms = SERVICE_STACK.exec(text)?.groups?.['ms']
  if (ms !== undefined) return atMoment(raw, new Date(Number(ms)), zone)

  const groups = (ISO.exec(text) ?? AMERICAN.exec(text) ?? COMPACT.exec(text))?.groups
  const wallClock = groups === undefined ? undefined : formatWallClock(groups)
  if (groups === undefined || wallClock === undefined) return { raw }

  const fractionMs = Math.trunc(Number(`0.${groups['fraction'] ?? 0}`) * 1000)
  const offset = groups['offset']
  if (offset !== undefined) {
    const local = Date.parse(`${wallClock}Z`) + fractionMs
    return atMoment(raw, new Date(local - offsetMs(offset)), zone)
  }
  const { earliest, latest } = toMoments(wallClock, zone)
  const instant = new Date(earliest.getTime() + fractionMs).toISOString()
  if (latest <= earliest) return { raw, wallClock, instant }
  const repeated = [earliest, latest].map((moment) => nameTime(moment, zone))
  return { raw, wallClock, instant, repeated }
}

function atMoment(raw: string, moment: Date, zone: string): CallTime {
  const year = moment.getUTCFullYear()
  if (!(year >= FIRST_YEAR && year < 9999)) return { raw }
  const wallClock = toWallClock(moment, zone)
  const { earliest, latest } = toMoments(wallClock, zone)
  const time: CallTime = { raw, wallClock, instant: moment.toISOString() }
  return latest > earliest ? { ...time, repeated: [nameTime(moment, zone)] } : time
}

/** Undefined for a day that the calendar lacks or a time that the clock lacks. */
function formatWallClock(groups: Record<string, string | undefined>): string | undefined {
  const part = (name: string) => Number(groups[name] ?? 0)
  const [year, month, day] = [part('year'), part('month'), part('day')]
  const [minute, second] = [part('minute'), part('second')]
  const half = groups['half']?.toUpperCase()
  const hour = half === undefined ? part('hour') : (part('hour') % 12) + (half === 'P' ? 12 : 0)
  const isTwelveHours = half === undefined || (part('hour') >= 1 && part('hour') <= 12)
  if (year < FIRST_YEAR || year >= 9999 || !isTwelveHours) return undefined

  const written = [year, month, day, hour, minute, second]
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const kept = [
    utc.getUTCFullYear(),
    utc.getUTCMonth() + 1,
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  ]
  // Date.UTC carries February 30 over into March instead of refusing it.
  return written.every((value, index) => value === kept[index])
    ? utc.toISOString().slice(0, 19)
    : undefined
}

function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}
