import type { ListAnswer } from './wire.ts'

/** Reads HostedSuite's page of so many rows, counted from 0. */
export type ReadHostPage = (page: number, rows: number) => Promise<ListAnswer>

/** A page of `size` rows, counted from 0. */
export type Wanted = { page: number; size: number }

/**
 * Reads one page in parts of `cap` rows, one after the other, each call once. What is left out before and after
 * goes by the place in HostedSuite's pages, so that a call is on one page even where a part comes short.
 */
export async function readInParts(
  read: ReadHostPage,
  { page, size }: Wanted,
  cap: number,
): Promise<ListAnswer> {
  const start = page * size
  const seen = new Set<string>()
  const whole: ListAnswer = { rows: [], received: 0, unreadable: 0, total: undefined }

  for (let part = Math.floor(start / cap); part * cap < start + size; part += 1) {
    const { rows, received, unreadable, total } = await read(part, cap)
    const first = Math.max(0, start - part * cap)
    const end = start + size - part * cap
    whole.rows.push(...rows.slice(first, end).filter(({ Id }) => !seen.has(Id)))
    whole.received += Math.max(0, Math.min(received, end) - first)
    whole.unreadable += unreadable
    whole.total = total

    const isLast = total === undefined ? received < cap : (part + 1) * cap >= total
    // A host that answers every page with the same rows would be asked for ever.
    const isRepetition = rows.every(({ Id }) => seen.has(Id))
    if (isLast || isRepetition) break
    for (const { Id } of rows) seen.add(Id)
  }
  return whole
}
