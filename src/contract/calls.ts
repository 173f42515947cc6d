import * as z from 'zod/mini'

/**
 * When something happened. HostedSuite sends text, mostly without a zone, so all three readings travel:
 * `wallClock` is what the clock of the business showed (`2026-08-06T08:45:00`, never shifted), `instant`
 * the same moment in UTC, `raw` HostedSuite's own text. Text that cannot be read leaves only `raw`.
 */
const CallTimeSchema = z.object({
  raw: z.string(),
  wallClock: z.optional(z.string()),
  instant: z.optional(z.string()),
  /**
   * Where that clock showed the time twice, as summer time ended: the name of the time that it was, `EDT`, or both
   * names where HostedSuite does not tell. `instant` is then the earlier one.
   */
  repeated: z.optional(z.array(z.string())),
})
export type CallTime = z.infer<typeof CallTimeSchema>

export const DirectionSchema = z.enum(['incoming', 'outgoing'])
export type Direction = z.infer<typeof DirectionSchema>

/** What HostedSuite's opaque ids are made of, and nothing that means something in a path or a query. */
export const CallIdSchema = z.string().check(z.regex(/^(?!\.{1,2}$)[A-Za-z0-9_.:-]{1,128}$/))

const seconds = z.optional(z.number().check(z.nonnegative()))

/**
 * One row of the calls table: a CallRecordInfo without its interactions (HostedSuite list document).
 * Absent text is undefined, never ''; an absent or unreadable number is undefined, never 0; seconds may be
 * fractions. `notes` is '' when there are none, because HostedSuite does not tell the two apart.
 */
const CallSummarySchema = z.object({
  id: z.string().check(z.minLength(1)),
  startTime: z.optional(CallTimeSchema),
  /** HostedSuite's own word, shown when it is neither incoming nor outgoing. */
  type: z.optional(z.string()),
  direction: z.optional(DirectionSchema),
  clientId: z.optional(z.string()),
  clientName: z.optional(z.string()),
  centerId: z.optional(z.string()),
  callerName: z.optional(z.string()),
  callerNumber: z.optional(z.string()),
  transferToName: z.optional(z.string()),
  transferToNumber: z.optional(z.string()),
  answeredBy: z.optional(z.string()),
  server: z.optional(z.string()),
  screenPop: z.optional(z.string()),
  notes: z.string(),
  durationSeconds: seconds,
  ringSeconds: seconds,
  holdSeconds: seconds,
  holdCount: z.optional(z.number().check(z.nonnegative())),
  talkSeconds: seconds,
  transferSeconds: seconds,
  workSeconds: seconds,
  flagged: z.optional(z.boolean()),
  flagNotes: z.optional(z.string()),
  completedFormIds: z.array(z.string()),
})
export type CallSummary = z.infer<typeof CallSummarySchema>

const InteractionSchema = z.object({
  startTime: z.optional(CallTimeSchema),
  type: z.optional(z.string()),
  description: z.optional(z.string()),
})
export type Interaction = z.infer<typeof InteractionSchema>

/** Nobody answered: an incoming call that is known to have no agent and not a second of talk. */
export const isAbandoned = (call: CallSummary): boolean =>
  call.direction === 'incoming' && call.answeredBy === undefined && call.talkSeconds === 0

/** A whole call, as read by its id. Interactions are in the order of their times where all have one. */
export const CallSchema = z.extend(CallSummarySchema, {
  interactions: z.array(InteractionSchema),
})
export type Call = z.infer<typeof CallSchema>

/** The CallRecordInfo fields that a list can be sorted by, under HostedSuite's names. */
const SortFieldSchema = z.enum([
  'StartTime',
  'Type',
  'CallerName',
  'CallerNumber',
  'ClientName',
  'ClientId',
  'CenterId',
  'AnsweredBy',
  'Server',
  'TransferToName',
  'TransferToNumber',
  'DurationInSeconds',
  'RingTimeInSeconds',
  'HoldTimeInSeconds',
  'HoldCount',
  'TalkTimeInSeconds',
  'TransferTimeInSeconds',
  'WorkTimeInSeconds',
  'Notes',
  'Flagged',
  'FlagNotes',
  'ScreenPop',
  'Id',
])
export type SortField = z.infer<typeof SortFieldSchema>

export const CallSortSchema = z.object({ field: SortFieldSchema, descending: z.boolean() })
export type CallSort = z.infer<typeof CallSortSchema>

export const PAGE_SIZES = [25, 50, 100, 200] as const
const PageSizeSchema = z.literal(PAGE_SIZES)
export type PageSize = z.infer<typeof PageSizeSchema>

/** Ranges that roll with the clock: the gateway resolves them at the moment of the request. */
export const RollingRangeSchema = z.enum([
  'today',
  'yesterday',
  'last7d',
  'last30d',
  'thisweek',
  'lastweek',
  'thismonth',
  'lastmonth',
])
export type RollingRange = z.infer<typeof RollingRangeSchema>

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * True for a day that the calendar has, and a time of day that the clock has. The years end as those of moments do: in
 * another zone the last hours of 9999 would be in a year of five digits.
 */
function isRealDay(text: string): boolean {
  const [day = '', time = '00:00'] = text.split('T')
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return (
    year >= 1900 &&
    year < 3000 &&
    month >= 1 &&
    month <= 12 &&
    date >= 1 &&
    date <= daysIn(year, month) &&
    hour < 24 &&
    minute < 60
  )
}

/** One end of a fixed range: `2026-11-01` or `2026-11-01T09:30`, wall clock of the asked zone. */
export const RangeEndSchema = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/, { abort: true }), z.refine(isRealDay))

/**
 * True if a range ends before it begins. Both ends are inclusive and a `to` without a time is its whole
 * day, so from 2026-11-01T09:30 to 2026-11-01 is a range.
 */
export function isReversedRange(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && from.slice(0, to.length) > to
}

const filterText = z.string().check(z.minLength(1), z.maxLength(128))

/** A moment in UTC, to the second: `2026-11-29T10:42:07Z`. */
export const MomentSchema = z.string().check(
  z.regex(/^(19|2\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
  z.refine((text) => isRealDay(text.slice(0, 16)) && !Number.isNaN(Date.parse(text))),
)

/** At most a month of talk: larger numbers are slips of the keyboard. */
export const TalkSecondsSchema = z.number().check(z.nonnegative(), z.maximum(2_678_400))

/**
 * What the dashboard asks of the list. `from` and `to` are both inclusive and win over `range`; a `to`
 * without a time means that whole day. `timeZone` is the zone that range and bounds are in; without one
 * it is HostedSuite's. Talk times are seconds. `id` looks one call up, whatever the other filters say.
 * A `size` of 1 asks how many calls there are: the answer's total, beside a single row.
 */
export const CallQuerySchema = z.object({
  range: z.optional(RollingRangeSchema),
  from: z.optional(RangeEndSchema),
  to: z.optional(RangeEndSchema),
  timeZone: z.optional(z.string().check(z.maxLength(64))),
  clientId: z.optional(filterText),
  centerId: z.optional(filterText),
  direction: z.optional(DirectionSchema),
  id: z.optional(filterText),
  minTalkSeconds: z.optional(TalkSecondsSchema),
  maxTalkSeconds: z.optional(TalkSecondsSchema),
  /** Pages that stand still: rolling ranges are those of then, and no call that began later is listed. */
  asOf: z.optional(MomentSchema),
  /** With `asOf`: calls that began later count too; a range that was rolling then goes on until now. */
  withLater: z.optional(z.boolean()),
  /** What another page of this list has told: HostedSuite need not count again, which is slow. */
  knownTotal: z.optional(z.int().check(z.nonnegative())),
  sort: CallSortSchema,
  page: z.int().check(z.positive(), z.maximum(1_000_000)),
  size: z.union([PageSizeSchema, z.literal(1)]),
})
export type CallQuery = z.infer<typeof CallQuerySchema>

/**
 * Something the reader of a page has to know: so many rows that could not be read and were left out; filters that
 * HostedSuite did not apply, and how many of its rows were left out for them; an order that it did not apply, so
 * that calls are in order within their page only.
 */
const NoticeSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('ROWS_UNREADABLE'), count: z.number() }),
  z.object({
    code: z.literal('FILTER_NOT_APPLIED'),
    filters: z.array(z.string()),
    count: z.int(),
  }),
  z.object({ code: z.literal('NOT_SORTED') }),
])
export type Notice = z.infer<typeof NoticeSchema>

/**
 * One page of calls. `total` counts the rows that notices say were left out, and is undefined where HostedSuite did
 * not say; `hasMore` then tells whether a next page is worth asking for. `page` is the page that is really shown:
 * a page past the end is answered with the last one.
 */
export const CallPageSchema = z.object({
  calls: z.array(CallSummarySchema),
  page: z.int(),
  /** Rows that a full page has. */
  size: z.int(),
  total: z.optional(z.int()),
  /**
   * The moment that this list stands still at, to be sent with its other pages. Undefined where the clock of
   * HostedSuite runs ahead, so that no moment of ours is the end of its list.
   */
  asOf: z.optional(MomentSchema),
  /** The first and the last second of the asked range, on a clock of the asked zone; an open end is undefined. */
  range: z.object({ start: z.optional(z.string()), end: z.optional(z.string()) }),
  hasMore: z.boolean(),
  notices: z.array(NoticeSchema),
})
export type CallPage = z.infer<typeof CallPageSchema>

/** How many rows of the page notices say were left out. */
export const countLeftOut = ({ notices }: CallPage): number =>
  notices.reduce((sum, notice) => sum + ('count' in notice ? notice.count : 0), 0)
