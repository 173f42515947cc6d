import type { Faults } from '../faults.ts'
import type { CallRow } from '../store/call-rows.ts'
import { SORT_FIELDS } from '../store/call.ts'
import type { SortField } from '../store/call.ts'
import type { CallFilter, CallStore } from '../store/call-store.ts'
import { DAY_SECONDS, parseWallClock } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'
import type { Visibility } from './accounts.ts'
import type { RequestMembers } from './bind.ts'
import { HostedSuiteError } from './hostedsuite-error.ts'

const DEFAULT_PAGE_SIZE = 25

/** The members of ListCallRecordsRequest, from the HostedSuite list document. */
export const readListRequest = (members: RequestMembers) => ({
  StartDate: members.text('StartDate'),
  EndDate: members.text('EndDate'),
  ClientId: members.text('ClientId'),
  CenterId: members.text('CenterId'),
  CallRecordId: members.text('CallRecordId'),
  MinCallDuration: members.double('MinCallDuration'),
  MaxCallDuration: members.double('MaxCallDuration'),
  CallType: members.oneOf('CallType', ['Incoming', 'Outgoing']),
  Page: members.int('Page'),
  ItemsPerPage: members.int('ItemsPerPage'),
  DisableStats: members.bool('DisableStats'),
  SortField: members.text('SortField'),
  SortDir: members.oneOf('SortDir', ['Asc', 'Desc']),
})

type ListRequest = ReturnType<typeof readListRequest>

export type ListAnswer = {
  rows: CallRow[]
  Page?: number
  TotalCount?: number | string
  TotalPages?: number | string
}

export async function listCalls(
  request: ListRequest,
  visibility: Visibility,
  store: CallStore,
  faults: Faults,
): Promise<ListAnswer> {
  const size = pageSize(request.ItemsPerPage, faults.cap)
  const page = Math.max(request.Page ?? 0, faults.firstPage)
  const pagesBefore = page - faults.firstPage
  const { rows, total = 0 } = await store.list({
    filter: { ...(faults.ignoreFilters ? {} : filterOf(request)), ...visibility },
    sortBy: (faults.ignoreSort ? undefined : sortFieldOf(request.SortField)) ?? 'StartTime',
    descending: request.SortDir === 'Desc' && !faults.ignoreSort,
    offset: Math.max(0, pagesBefore * (size - faults.shiftPerPage)),
    limit: size + faults.moreItems,
    withTotal: request.DisableStats !== true && !UNCOUNTED.includes(faults.totals),
  })
  await changeNoteAfterRead(request, visibility, store, faults)
  return {
    rows,
    ...{ asked: { Page: page }, zero: { Page: 0 }, absent: {} }[faults.echo],
    ...totalsOf(total, size, faults.totals),
  }
}

const UNCOUNTED: Faults['totals'][] = ['absent', 'minus-one']

function totalsOf(total: number, size: number, totals: Faults['totals']) {
  const pages = Math.ceil(total / size)
  return {
    // The totals are numbers that cannot be null in .NET, so without stats they are 0, not absent.
    normal: { TotalCount: total, TotalPages: pages },
    absent: {},
    'minus-one': { TotalCount: -1, TotalPages: -1 },
    'too-many': { TotalCount: total + 2 * size, TotalPages: pages + 2 },
    text: { TotalCount: String(total), TotalPages: String(pages) },
    // Beyond the 32 bits of the document's int.
    huge: { TotalCount: 1e15, TotalPages: 1e15 },
    'no-pages': { TotalCount: total, TotalPages: 0 },
  }[totals]
}

/** Who reads one call is about to work on it; this is when somebody else comes in between. */
async function changeNoteAfterRead(
  { CallRecordId }: ListRequest,
  { visibleCenters }: Visibility,
  store: CallStore,
  { noteAfterRead }: Faults,
): Promise<void> {
  if (!CallRecordId || noteAfterRead === null) return
  await store.updateNotes(CallRecordId, noteAfterRead, visibleCenters)
}

/** 0 is what .NET sees for an absent number, hence the default. */
function pageSize(asked: number | undefined, cap: number): number {
  return Math.min(asked === undefined || asked <= 0 ? DEFAULT_PAGE_SIZE : asked, cap)
}

function sortFieldOf(name: string | undefined): SortField | undefined {
  return SORT_FIELDS.find((field) => field.toLowerCase() === name?.trim().toLowerCase())
}

function filterOf(request: ListRequest): CallFilter {
  const from = request.StartDate ? readDate(request.StartDate).seconds : undefined
  const to = request.EndDate ? endOf(readDate(request.EndDate)) : undefined
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(request.ClientId && { clientId: request.ClientId }),
    ...(request.CenterId && { centerId: request.CenterId }),
    ...(request.CallRecordId && { id: request.CallRecordId }),
    // "Talk time only", says the document; 0 cannot be told from absent.
    ...(request.MinCallDuration && { minTalkSeconds: request.MinCallDuration }),
    ...(request.MaxCallDuration && { maxTalkSeconds: request.MaxCallDuration }),
    ...(request.CallType && { type: request.CallType }),
  }
}

type DateText = NonNullable<ReturnType<typeof parseWallClock>>

function readDate(text: string): DateText {
  const date = parseWallClock(text)
  if (date !== undefined) return date
  throw new HostedSuiteError(
    400,
    'FormatException',
    'String was not recognized as a valid DateTime.',
  )
}

/** A date alone means its whole day. */
function endOf({ seconds, isDateOnly }: DateText): WallSeconds {
  return isDateOnly ? seconds + DAY_SECONDS - 1 : seconds
}
