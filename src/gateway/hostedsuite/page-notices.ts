// ServiceStack drops a filter value that it cannot read and answers 200 with everything, and may ignore a
// sort field: only the rows tell whether HostedSuite did what it was asked.
import type { CallQuery, CallSummary, Notice, SortField } from '../../contract/calls.ts'
import type { WallRange } from './ranges.ts'
import { toMoments, wallClockMs } from './zone-clock.ts'

export type AskedPage = {
  query: CallQuery
  range: WallRange
  zone: string
  /** HostedSuite reported an error for the asked order, and gave another one. */
  isSortRefused: boolean
}

const DAY_MS = 86_400_000

const differs = (asked: string | undefined, found: string | undefined) =>
  asked !== undefined && found !== undefined && asked.toLowerCase() !== found.toLowerCase()

/** True if the call began more than a day outside: less may be another reading of HostedSuite's zone. */
function isOutside(edge: string | undefined, { startTime }: CallSummary, side: 1 | -1): boolean {
  if (edge === undefined || startTime?.wallClock === undefined) return false
  return side * (wallClockMs(startTime.wallClock) - wallClockMs(edge)) > DAY_MS
}

/**
 * Named as in CallQuery; a rolling range that is not kept is told as its ends. A call without the value
 * proves nothing.
 */
const BROKEN_FILTERS: [
  name: keyof CallQuery,
  isBroken: (call: CallSummary, asked: AskedPage) => boolean,
][] = [
  ['from', (call, { range }) => isOutside(range.start, call, -1)],
  ['to', (call, { range }) => isOutside(range.end, call, 1)],
  ['clientId', (call, { query }) => differs(query.clientId, call.clientId)],
  ['centerId', (call, { query }) => differs(query.centerId, call.centerId)],
  ['direction', (call, { query }) => differs(query.direction, call.direction)],
  [
    'minTalkSeconds',
    ({ talkSeconds = Infinity }, { query }) => talkSeconds < (query.minTalkSeconds ?? 0),
  ],
  [
    'maxTalkSeconds',
    ({ talkSeconds = 0 }, { query }) => talkSeconds > (query.maxTalkSeconds ?? Infinity),
  ],
]

/** How to read the sort fields whose order can be judged; the order of texts is HostedSuite's own. */
const SORTED_NUMBERS: Partial<Record<SortField, (call: CallSummary) => number | undefined>> = {
  DurationInSeconds: (call) => call.durationSeconds,
  RingTimeInSeconds: (call) => call.ringSeconds,
  HoldTimeInSeconds: (call) => call.holdSeconds,
  HoldCount: (call) => call.holdCount,
  TalkTimeInSeconds: (call) => call.talkSeconds,
  TransferTimeInSeconds: (call) => call.transferSeconds,
  WorkTimeInSeconds: (call) => call.workSeconds,
}

type Span = { least: number; most: number }

/** The sorted value as the least and most it can be: two moments for a time in a repeated hour. */
function sortedSpan(call: CallSummary, { query, zone }: AskedPage): Span | undefined {
  if (query.sort.field === 'StartTime') {
    if (call.startTime?.wallClock === undefined) return undefined
    const { earliest, latest } = toMoments(call.startTime.wallClock, zone)
    return { least: earliest.getTime(), most: latest.getTime() }
  }
  const value = SORTED_NUMBERS[query.sort.field]?.(call)
  return value === undefined ? undefined : { least: value, most: value }
}

function isSorted(calls: CallSummary[], asked: AskedPage): boolean {
  const spans = calls.map((call) => sortedSpan(call, asked)).filter((span) => span !== undefined)
  const ascending = asked.query.sort.descending ? spans.toReversed() : spans
  return ascending.every((span, index) => span.most >= (ascending[index - 1]?.least ?? -Infinity))
}

export function noticesAbout(calls: CallSummary[], unreadable: number, asked: AskedPage): Notice[] {
  const filters = BROKEN_FILTERS.filter(([, isBroken]) =>
    calls.some((call) => isBroken(call, asked)),
  ).map(([name]) => name)
  const notices: Notice[] = []
  if (unreadable > 0) notices.push({ code: 'ROWS_UNREADABLE', count: unreadable })
  if (filters.length > 0) notices.push({ code: 'FILTER_NOT_APPLIED', filters })
  if (asked.isSortRefused || !isSorted(calls, asked)) notices.push({ code: 'NOT_SORTED' })
  return notices
}
