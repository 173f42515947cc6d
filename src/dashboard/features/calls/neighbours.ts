import type { CallPage, CallSummary } from '../../../contract/calls.ts'

export type Direction = 'next' | 'previous'
/** A call and the page of the list that holds it. */
export type Place = { id: string; page: number }

/** How many pages one step looks through for a call that a filter of this page lets through. */
const MOST_PAGES = 10

export const hasPageAfter = ({ page, size, total, hasMore }: CallPage): boolean =>
  total === undefined ? hasMore : page * size < total

/**
 * The nearest call before or after `id` in pages that follow each other. Pages that were read while calls came in
 * overlap; the call then stands in two places, and the step is taken from the farther one, so that no call of the
 * overlap comes twice.
 */
export function findNeighbour(
  pages: CallPage[],
  id: string,
  direction: Direction,
  isShown: (call: CallSummary) => boolean,
): Place | undefined {
  const rows = pages.flatMap(({ calls, page }) => calls.map((call) => ({ call, page })))
  const ahead = direction === 'next' ? rows.toReversed() : rows
  const at = ahead.findIndex(({ call }) => call.id === id)
  const found = ahead.slice(0, Math.max(0, at)).findLast(({ call }) => isShown(call))
  return found && { id: found.call.id, page: found.page }
}

type Search = {
  /** The page of the list that is shown, and the call to step from. */
  from: Place
  direction: Direction
  isShown: (call: CallSummary) => boolean
  /** Reads a page: anew, or as it may already have been read. */
  readPage: (page: number, isAnew: boolean) => Promise<CallPage>
}

/**
 * Looks beyond the shown page, one page after the other. Calls that come in meanwhile move rows down over the edges
 * of pages: read from the top down, a call can be in two pages but not in none. Pages that may have been read in
 * another order, or between which calls have gone, are read again from the top down.
 */
export async function searchNeighbour(search: Search): Promise<Place | undefined> {
  const { from, direction, isShown, readPage } = search
  let pages = [await readPage(from.page, false)]
  for (let looked = 0; looked < MOST_PAGES; looked += 1) {
    const found = findNeighbour(pages, from.id, direction, isShown)
    if (found !== undefined) return found

    // A call that is on none of these pages has been moved down by newer ones.
    const isDown = direction === 'next' || !pages.some((page) => holds(page, from.id))
    const edge = isDown ? pages.at(-1) : pages[0]
    if (edge === undefined || (isDown ? !hasPageAfter(edge) : edge.page === 1)) return undefined
    const goal = isDown ? edge.page + 1 : edge.page - 1
    const beyond = await readPage(goal, isDown && edge.total === undefined)
    // A page past the end is answered with the last one.
    if (beyond.page !== goal) return undefined
    pages = isDown ? [...pages, beyond] : [beyond, ...pages]
    const isGapless = isDown
      ? (beyond.total ?? 0) >= (edge.total ?? 0)
      : beyond.total !== undefined && beyond.total === edge.total
    if (!isGapless) pages = await readInOrder(pages, readPage)
  }
  return undefined
}

const holds = ({ calls }: CallPage, id: string) => calls.some((call) => call.id === id)

async function readInOrder(pages: CallPage[], readPage: Search['readPage']): Promise<CallPage[]> {
  const read: CallPage[] = []
  for (const { page } of pages) read.push(await readPage(page, true))
  return read
}
