import type { FirstPage } from '../config.ts'
import { isFault } from './errors.ts'
import { createFindings, type TellFinding } from './findings.ts'
import type { ListAnswer } from './wire.ts'

/** Reads one row of the page with this number, as HostedSuite counts. */
type ReadRow = (page: number) => Promise<ListAnswer>

/**
 * HostedSuite's documents do not say whether pages start at 0 or 1. Asked for page 0, a host that counts
 * from 1 answers as for page 1, with an error, or with nothing. Customers live on hosts of their own
 * versions, so the answer is kept per customer; while too few calls decide nothing, 0 is assumed.
 */
export function createFirstPage(setting: FirstPage, clock: () => Date, tell: TellFinding) {
  const known = createFindings<0 | 1>(clock)

  return async function firstPage(customerName: string, readRow: ReadRow): Promise<0 | 1> {
    if (setting !== 'auto') return setting
    const kept = known.get(customerName)
    if (kept !== undefined) return kept
    const found = await probe(readRow)
    if (found === undefined) return 0
    known.set(customerName, found)
    tell(`PAGES_FROM_${found}`)
    return found
  }
}

/** One page after the other: two at once would count twice against a password that is no longer right. */
async function probe(readRow: ReadRow): Promise<0 | 1 | undefined> {
  const zero = await readZero(readRow)
  const one = await readRow(1)
  const oneId = one.rows[0]?.Id
  const isSame = ({ id }: Zero) => id === undefined || id === oneId
  if (zero.id !== undefined) {
    if (oneId === undefined) return undefined
    if (!isSame(zero)) return 0
    // A host that counts from 0 may answer past the end with its last page: one call proves nothing.
    if (one.total === 1) return undefined
  }
  if (oneId === undefined && !zero.isRefused) return undefined
  // A wrong 1 hides the newest page for good, and a hiccup or a call that came in between looks like one.
  const again = await readZero(readRow)
  if (oneId === undefined && !again.isRefused) return undefined
  return isSame(again) ? 1 : 0
}

type Zero = { id: string | undefined; isRefused: boolean }

/** A host that counts from 1 may answer page 0 with nothing, or with an error. */
async function readZero(readRow: ReadRow): Promise<Zero> {
  try {
    return { id: (await readRow(0)).rows[0]?.Id, isRefused: false }
  } catch (error) {
    if (!isFault(error, 'refused', 'failed', 'not-found')) throw error
    return { id: undefined, isRefused: true }
  }
}
