// ServiceStack drops a filter value that it cannot read and answers 200 with everything, and may ignore a
// sort field: only the rows tell whether HostedSuite did what it was asked. What it did not do is done here, for
// the rows of this page alone (wire-semantics H9, H20).
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

/** True if the call began outside by more than `leeway`. */
function isOutside(
  edge: string | undefined,
  { startTime }: CallSummary,
  side: 1 | -1,
  leeway: number,
): boolean {
  if (edge === undefined || startTime?.wallClock === undefined) return false
  return side * (wallClockMs(startTime.wallClock) - wallClockMs(edge)) > leeway
}

type Breaks = (call: CallSummary, asked: AskedPage, leeway: number) => boolean

/**
 * Named as in CallQuery; a rolling range that is not kept is told as its ends. A call without the value
 * breaks nothing.
 */
const FILTERS: [name: keyof CallQuery, breaks: Breaks][] = [
  ['from', (call, { range }, leeway) => isOutside(range.start, call, -1, leeway)],
  ['to', (call, { range }, leeway) => isOutside(range.end, call, 1, leeway)],
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

const SORTED_TEXTS: Partial<Record<SortField, (call: CallSummary) => string | undefined>> = {
  Type: (call) => call.type,
  CallerName: (call) => call.callerName,
  CallerNumber: (call) => call.callerNumber,
  ClientName: (call) => call.clientName,
  ClientId: (call) => call.clientId,
  CenterId: (call) => call.centerId,
  AnsweredBy: (call) => call.answeredBy,
  Server: (call) => call.server,
  TransferToName: (call) => call.transferToName,
  TransferToNumber: (call) => call.transferToNumber,
  Notes: (call) => call.notes || undefined,
  Flagged: (call) => call.flagged?.toString(),
  FlagNotes: (call) => call.flagNotes,
  ScreenPop: (call) => call.screenPop,
  Id: (call) => call.id,
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

/** Calls without the value come last, whichever way the others run; equal ones stay as they came. */
function sortCalls(calls: CallSummary[], asked: AskedPage): CallSummary[] {
  const { field, descending } = asked.query.sort
  const textOf = SORTED_TEXTS[field]
  const valueOf = (call: CallSummary) => textOf?.(call) ?? sortedSpan(call, asked)?.least
  const valued = calls.filter((call) => valueOf(call) !== undefined)
  const others = calls.filter((call) => valueOf(call) === undefined)
  const way = descending ? -1 : 1
  return [...valued.toSorted((a, b) => way * compare(valueOf(a), valueOf(b))), ...others]
}

const { compare: compareTexts } = new Intl.Collator('en')

const compare = (a: string | number = 0, b: string | number = 0) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b))

/**
 * The page as it was asked for, as far as its own rows allow, and what a reader has to know about it. Less than a
 * day outside of the range may be another reading of HostedSuite's zone and does not show that an end was ignored;
 * one that was, is then kept to the second.
 */
export function asAsked(
  received: CallSummary[],
  unreadable: number,
  asked: AskedPage,
): { calls: CallSummary[]; notices: Notice[] } {
  const ignored = FILTERS.filter(([, breaks]) =>
    received.some((call) => breaks(call, asked, DAY_MS)),
  )
  const calls = received.filter((call) => !ignored.some(([, breaks]) => breaks(call, asked, 0)))
  const isUnsorted = asked.isSortRefused || !isSorted(received, asked)

  const notices: Notice[] = []
  if (unreadable > 0) notices.push({ code: 'ROWS_UNREADABLE', count: unreadable })
  if (ignored.length > 0) {
    const filters = ignored.map(([name]) => name)
    notices.push({ code: 'FILTER_NOT_APPLIED', filters, count: received.length - calls.length })
  }
  if (isUnsorted) notices.push({ code: 'NOT_SORTED' })
  return { calls: isUnsorted ? sortCalls(calls, asked) : calls, notices }
}
