import { createFindings } from './findings.ts'
import { type ReadHostPage, readInParts, type Wanted } from './host-pages.ts'
import type { ListAnswer } from './wire.ts'

/** `most` rows have come on one page; `isCap` if more never do. */
type Known = { most: number; isCap: boolean }

/**
 * HostedSuite's documents do not say how many rows a page may have. A host that gives fewer than were asked for
 * counts its pages in its own size, so that rows between the pages would never be seen: its cap is found out
 * and kept per customer, and a page is then read in parts.
 */
export function createPageCap(clock: () => Date) {
  const known = createFindings<Known>(clock)

  return async function readWhole(
    customerName: string,
    wanted: Wanted,
    read: ReadHostPage,
  ): Promise<ListAnswer> {
    const { most, isCap } = known.get(customerName) ?? { most: 0, isCap: false }
    if (isCap && wanted.size > most) return readInParts(read, wanted, most)

    const answer = await read(wanted.page, wanted.size)
    if (!mayBeCut(answer, wanted, most)) {
      if (answer.received > most) known.set(customerName, { most: answer.received, isCap })
      return answer
    }
    const first = wanted.page === 0 ? answer : await read(0, wanted.size)
    const isCut = await goesOn(first, wanted.size, read)
    known.set(customerName, {
      most: isCut ? first.received : Math.max(most, first.received),
      isCap: isCut,
    })
    return isCut ? readInParts(read, wanted, first.received) : answer
  }
}

/**
 * A short page is the last one, or cut. Where the total speaks for the last one, or is not told, it depends on
 * whether a page of this size has come before; but a first page with all there is has nothing to hide.
 */
function mayBeCut({ received, total }: ListAnswer, { page, size }: Wanted, most: number): boolean {
  if (received === 0 || received >= size) return false
  const looksLast = total === undefined || received === total - page * size
  const isAll = page === 0 && received === total
  return looksLast ? size > most && !isAll : true
}

/** A first page that is short although the second goes on shows the cap; a wrong total alone does not. */
async function goesOn(first: ListAnswer, size: number, read: ReadHostPage): Promise<boolean> {
  if (first.received === 0 || first.received >= size) return false
  const last = (await read(1, size)).rows.at(-1)
  // Past its end a host may give its last page again, and a new call may have pushed that on.
  return last !== undefined && first.rows.every(({ Id }) => Id !== last.Id)
}
