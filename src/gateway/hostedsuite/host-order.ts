import type { CallQuery, SortField } from '../../contract/calls.ts'
import { isFault } from './errors.ts'
import { createFindings } from './findings.ts'

/** The order as HostedSuite is asked for it. Its first direction is Asc when none is sent, so one always is. */
export type HostOrder = { SortField?: SortField; SortDir: 'Asc' | 'Desc' }

/** Whatever HostedSuite sorts by where it is not told: by time, as far as anybody knows. */
export const OWN_ORDER: HostOrder = { SortDir: 'Desc' }

const NEWEST_FIRST: HostOrder = { SortField: 'StartTime', SortDir: 'Desc' }

/**
 * HostedSuite's documents name no field to sort by, and a host may report an error for one that it lacks. Then it
 * is asked for the newest first, and a host that lacks even the time for its own order. Which of the two, is kept
 * per customer; only before that is known, an error for the time is asked about again, as it may be a hiccup.
 */
export function createHostOrder(clock: () => Date) {
  const takesTime = createFindings<boolean>(clock)

  return async function inOrder<Result>(
    customerName: string,
    { sort: { field, descending } }: Pick<CallQuery, 'sort'>,
    read: (order: HostOrder) => Promise<Result>,
  ): Promise<Result & { isSortRefused: boolean }> {
    const isByTime = field === 'StartTime'
    const asked: HostOrder = { SortField: field, SortDir: descending ? 'Desc' : 'Asc' }
    const byTime = isByTime ? asked : NEWEST_FIRST
    const own = isByTime ? { SortDir: asked.SortDir } : OWN_ORDER
    const known = takesTime.get(customerName)
    const orders = known === undefined ? [asked, byTime, own] : [known ? byTime : own]
    if (known !== undefined && !isByTime) orders.unshift(asked)

    const { order, result } = await readFirst(orders, read)
    if (order === byTime || order === own) takesTime.set(customerName, order === byTime)
    // Whether the own order is that of time, its rows tell.
    return { ...result, isSortRefused: !isByTime && order !== asked }
  }
}

/** In the first order that HostedSuite takes. */
async function readFirst<Result>(
  [order = OWN_ORDER, ...others]: HostOrder[],
  read: (order: HostOrder) => Promise<Result>,
): Promise<{ order: HostOrder; result: Result }> {
  try {
    return { order, result: await read(order) }
  } catch (error) {
    if (others.length === 0 || !isFault(error, 'refused', 'failed')) throw error
    return readFirst(others, read)
  }
}
