import type { CallPage, CallQuery } from '../../contract/calls.ts'
import { createFindings } from './findings.ts'

const SECOND_MS = 1000
/** Clocks that differ by less are taken for the same. */
const SAME_CLOCK_MS = 60 * SECOND_MS

const toMoment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/**
 * Gives a list that is asked for without a moment the one that it stands still at from then on: the last second
 * that is over, because more calls may begin in this one. The clock is ours. Where HostedSuite has calls from
 * later than that, an end by our clock would hide them, so such a list gets none and goes on moving.
 */
export function createStandStill(clock: () => Date) {
  const isAhead = createFindings<boolean>(clock)

  return async function standStill(
    customerName: string,
    query: CallQuery,
    read: (query: CallQuery) => Promise<CallPage>,
  ): Promise<CallPage> {
    if (query.asOf !== undefined) return read(query)
    const now = clock().getTime()
    const asOf = toMoment(now - SECOND_MS)
    if (!beginsWithNewest(query)) {
      return read(isAhead.get(customerName) === true ? query : { ...query, asOf })
    }

    // Most lists are asked for in this order, and their first row tells of both clocks.
    const page = await read(query)
    const newest = Date.parse(page.calls[0]?.startTime?.instant ?? '') || 0
    isAhead.set(customerName, newest > now + SAME_CLOCK_MS)
    if (newest > now + SAME_CLOCK_MS) return page
    return newest <= Date.parse(asOf) ? { ...page, asOf } : read({ ...query, asOf })
  }
}

const beginsWithNewest = ({ sort, page }: CallQuery) =>
  page === 1 && sort.field === 'StartTime' && sort.descending
