import type { CallPage, CallQuery, CallSort } from '../../contract/calls.ts'
import type { DateStyle, FirstPage } from '../config.ts'
import { isFault } from './errors.ts'
import { createFirstPage } from './first-page.ts'
import { toCallSummary } from './map-call.ts'
import { createPageCap } from './page-cap.ts'
import { noticesAbout } from './page-notices.ts'
import { resolveRange, type WallRange, writeWallClock } from './ranges.ts'
import type { ListAnswer } from './wire.ts'

/** Asks HostedSuite for a list, as one person and within one deadline. */
export type AskForList = (body: object) => Promise<ListAnswer>

/** HostedSuite's first direction is Asc when none is sent: oldest first, so it is always sent. */
export const NEWEST_FIRST = { SortField: 'StartTime', SortDir: 'Desc' }

type Options = {
  clock: () => Date
  firstPage: FirstPage
  hostedSuiteTimeZone: string
  hostedSuiteDates: DateStyle
}

/** Reads one page as the browser counts them, whatever HostedSuite makes of numbers, sizes and order. */
export function createPageReader(options: Options) {
  const { clock, hostedSuiteTimeZone: zone, hostedSuiteDates: dates } = options
  const findFirstPage = createFirstPage(options.firstPage, clock)
  const readWhole = createPageCap(clock)

  return async function readPage(
    customerName: string,
    query: CallQuery,
    ask: AskForList,
  ): Promise<CallPage> {
    const { size } = query
    const range = resolveRange(query, zone, clock())
    const filters = toFilters(query, range, dates)
    const firstPage = await findFirstPage(customerName, (page) =>
      ask({ ...filters, ...NEWEST_FIRST, Page: page, ItemsPerPage: 1 }),
    )
    const { answer, page, isSortRefused } = await inOrder(query.sort, async (sort) => {
      const read = (number: number) =>
        readWhole(customerName, { page: number - 1, size }, (hostPage, rows) =>
          ask({ ...filters, ...sort, Page: firstPage + hostPage, ItemsPerPage: rows }),
        )
      const asked = await read(query.page)
      const last = lastPageOf(asked, size)
      return query.page > last
        ? { answer: await read(last), page: last }
        : { answer: asked, page: query.page }
    })

    const { rows, received, unreadable, total } = answer
    const calls = rows.map((row) => toCallSummary(row, zone, dates))
    return {
      calls,
      page,
      size,
      total,
      // Where HostedSuite did not count, a full page is the only hint of another one.
      hasMore: total === undefined ? received >= size : page * size < total,
      notices: noticesAbout(calls, unreadable, { query, range, zone, isSortRefused }),
    }
  }
}

/** Infinity where HostedSuite did not count. */
const lastPageOf = ({ total }: ListAnswer, size: number) =>
  total === undefined ? Infinity : Math.max(1, Math.ceil(total / size))

/** Reads in the asked order, or newest first from a host that reports an error for that field. */
async function inOrder<Result>(
  { field, descending }: CallSort,
  read: (sort: typeof NEWEST_FIRST) => Promise<Result>,
): Promise<Result & { isSortRefused: boolean }> {
  try {
    const sort = { SortField: field, SortDir: descending ? 'Desc' : 'Asc' }
    return { ...(await read(sort)), isSortRefused: false }
  } catch (error) {
    if (field === NEWEST_FIRST.SortField || !isFault(error, 'refused', 'failed')) throw error
    return { ...(await read(NEWEST_FIRST)), isSortRefused: true }
  }
}

/** The documented members only. 0 and absent are one thing to HostedSuite, so a bound of 0 is not sent. */
function toFilters(query: CallQuery, { start, end }: WallRange, dates: DateStyle) {
  return {
    StartDate: start && writeWallClock(start, dates),
    EndDate: end && writeWallClock(end, dates),
    ClientId: query.clientId,
    CenterId: query.centerId,
    CallType: query.direction && (query.direction === 'incoming' ? 'Incoming' : 'Outgoing'),
    MinCallDuration: query.minTalkSeconds || undefined,
    MaxCallDuration: query.maxTalkSeconds || undefined,
  }
}
