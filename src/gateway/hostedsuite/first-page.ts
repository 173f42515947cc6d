import type { FirstPage } from '../config.ts'
import { isFault } from './errors.ts'
import { createFindings } from './findings.ts'
import type { ListAnswer } from './wire.ts'

/** Reads one row of the page with this number, as HostedSuite counts. */
type ReadRow = (page: number) => Promise<ListAnswer>

/**
 * HostedSuite's documents do not say whether pages start at 0 or 1. Asked for page 0, a host that counts
 * from 1 answers as for page 1, with an error, or with nothing. Customers live on hosts of their own
 * versions, so the answer is kept per customer; while too few calls decide nothing, 0 is assumed.
 */
export function createFirstPage(setting: FirstPage, clock: () => Date) {
  const known = createFindings<0 | 1>(clock)

  return async function firstPage(customerName: string, readRow: ReadRow): Promise<0 | 1> {
    if (setting !== 'auto') return setting
    const found = known.get(customerName) ?? (await probe(readRow))
    if (found !== undefined) known.set(customerName, found)
    return found ?? 0
  }
}

/** One page after the other: two at once would count twice against a password that is no longer right. */
async function probe(readRow: ReadRow): Promise<0 | 1 | undefined> {
  const zeroId = await readZero(readRow)
  const one = await readRow(1)
  const oneId = one.rows[0]?.Id
  if (oneId === undefined) return undefined
  if (zeroId !== undefined && zeroId !== oneId) return 0
  // A host that counts from 0 may answer past the end with its last page: one call proves nothing.
  if (one.total === 1) return undefined
  // A wrong 1 hides the newest page for good, and a hiccup or a call that came in between looks like one.
  const againId = await readZero(readRow)
  return againId === undefined || againId === oneId ? 1 : 0
}

/** Undefined for an empty page and for an error: a host that counts from 1 may answer either. */
async function readZero(readRow: ReadRow): Promise<string | undefined> {
  const zero = await readRow(0).catch((error: unknown) => {
    if (isFault(error, 'refused', 'failed', 'not-found')) return undefined
    throw error
  })
  return zero?.rows[0]?.Id
}
