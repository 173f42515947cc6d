import type { FailureCount, FailureLimit } from './shared-state.ts'

/** `at` is the time of the last failure in milliseconds. */
type Row = { failures: number; at: number }

/** So many strangers at once are an attack; the oldest of its rows make room for the newest. */
const MOST_ROWS = 50_000

/** The rule of `FailureLimit` for one process. `redis-state.ts` says the same in Lua. */
export function createFailureRows() {
  /** Oldest first: a row that changes goes to the end. */
  const rows = new Map<string, Row>()

  function find({ key, limit }: FailureCount, now: number): Row | undefined {
    const row = rows.get(key)
    return row !== undefined && row.at + limit.longestWaitSeconds * 1000 > now ? row : undefined
  }

  function put(key: string, row: Row): void {
    rows.delete(key)
    if (row.failures === 0) return
    rows.set(key, row)
    const [oldest] = rows.keys()
    if (rows.size > MOST_ROWS && oldest !== undefined) rows.delete(oldest)
  }

  return {
    /** Milliseconds to wait; the failures are counted only where there is none. */
    count(counts: readonly FailureCount[], now: number): number {
      const waits = counts.map((count) => {
        const row = find(count, now)
        return row === undefined ? 0 : row.at + waitAfter(row.failures, count.limit) - now
      })
      const wait = Math.max(0, ...waits)
      if (wait > 0) return wait
      for (const count of counts) {
        put(count.key, { failures: (find(count, now)?.failures ?? 0) + 1, at: now })
      }
      return 0
    },

    takeBack(counts: readonly FailureCount[], now: number): void {
      for (const count of counts) {
        const row = find(count, now)
        if (row === undefined) continue
        const failures = row.failures - 1
        put(count.key, { failures, at: Math.min(row.at, now - waitAfter(failures, count.limit)) })
      }
    },

    forget(counts: readonly FailureCount[]): void {
      for (const { key } of counts) rows.delete(key)
    },
  }
}

/** Milliseconds from the last failure to the next attempt. */
function waitAfter(failures: number, limit: FailureLimit): number {
  if (failures < limit.free) return 0
  const doubled = limit.firstWaitSeconds * 2 ** (failures - limit.free)
  return Math.min(doubled, limit.longestWaitSeconds) * 1000
}
