import type { CallPage, CallQuery } from '../../contract/calls.ts'
import type { DateStyle, FirstPage } from '../config.ts'
import { asAsked } from './as-asked.ts'
import type { TellFinding } from './findings.ts'
import { createFirstPage } from './first-page.ts'
import { createHostOrder, OWN_ORDER } from './host-order.ts'
import { toCallSummary } from './map-call.ts'
import { createPageCap } from './page-cap.ts'
import { describeRange, resolveRange, type WallRange, writeWallClock } from './ranges.ts'
import { createStandStill } from './stand-still.ts'
import type { ListAnswer } from './wire.ts'

/** Asks HostedSuite for a list, as one person and within one deadline. */
export type AskForList = (body: object) => Promise<ListAnswer>

type Options = {
  clock: () => Date
  firstPage: FirstPage
  hostedSuiteTimeZone: string
  hostedSuiteDates: DateStyle
  onFinding?: TellFinding | undefined
}

/** Reads one page as the browser counts them, whatever HostedSuite makes of numbers, sizes and order. */
export function createPageReader(options: Options) {
  const { clock, hostedSuiteTimeZone: zone, hostedSuiteDates: dates } = options
  const tell = options.onFinding ?? (() => undefined)
  const findFirstPage = createFirstPage(options.firstPage, clock, tell)
  const readWhole = createPageCap(clock)
  const inOrder = createHostOrder(clock)
  const standStill = createStandStill(clock)

  async function readPage(
    customerName: string,
    query: CallQuery,
    ask: AskForList,
  ): Promise<CallPage> {
    const { size, knownTotal, asOf } = query
    const now = clock()
    const range = resolveRange(query, zone, now)
    const filters = toFilters(query, range, dates)
    const stats = knownTotal === undefined ? undefined : { DisableStats: true }
    const firstPage = await findFirstPage(customerName, (page) =>
      ask({ ...filters, ...OWN_ORDER, Page: page, ItemsPerPage: 1 }),
    )
    const { answer, page, isSortRefused } = await inOrder(customerName, query, async (sort) => {
      const read = (number: number) =>
        readWhole(customerName, { page: number - 1, size }, async (hostPage, rows) => {
          const Page = firstPage + hostPage
          const part = await ask({ ...filters, ...sort, Page, ItemsPerPage: rows, ...stats })
          if (isOther(part, Page)) tell('OTHER_PAGE_NAMED')
          // None in all, on a page that is not the first, is what a host says that does not count.
          const total = part.total === 0 && hostPage > 0 ? undefined : part.total
          return { ...part, total: knownTotal ?? total }
        })
      const asked = await read(query.page)
      const asThisPage = firstPage + query.page - 1
      if (isOther(asked, asThisPage) && asked.total === undefined && query.page > 1) {
        const before = await read(query.page - 1)
        // Past its end, or always, such a host gives a page again: nobody is led round and round.
        if (isSamePage(asked, before)) return { answer: NOTHING, page: query.page }
      }
      const last = lastPageOf(asked, size)
      return query.page > last
        ? { answer: await read(last), page: last }
        : { answer: asked, page: query.page }
    })

    const { rows, received, unreadable, total } = answer
    const calls = rows.map((row) => toCallSummary(row, zone, dates))
    return {
      ...asAsked(calls, unreadable, { query, range, zone, isSortRefused }),
      page,
      size,
      total,
      asOf,
      range: describeRange(query, zone, now),
      // Where HostedSuite did not count, a full page is the only hint of another one.
      hasMore: total === undefined ? received >= size : page * size < total,
    }
  }

  return (customerName: string, query: CallQuery, ask: AskForList): Promise<CallPage> =>
    standStill(customerName, query, (asked) => readPage(customerName, asked, ask))
}

const NOTHING: ListAnswer = { rows: [], received: 0, unreadable: 0, total: undefined }

/** True if HostedSuite names a page, and not this one. */
const isOther = ({ page }: ListAnswer, asked: number) => page !== undefined && page !== asked

const isSamePage = (one: ListAnswer, other: ListAnswer) =>
  one.rows.every(({ Id }, at) => Id === other.rows[at]?.Id)

/** Infinity where HostedSuite did not count. */
const lastPageOf = ({ total }: ListAnswer, size: number) =>
  total === undefined ? Infinity : Math.max(1, Math.ceil(total / size))

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
