import { useQueries, useQueryClient } from '@tanstack/react-query'
import { countOf } from '../../api/call-counts.ts'
import type { Subject } from './use-volume-subject.ts'

/** One less than the gateway asks for one person at a time: a call that is opened need not wait for the counts. */
const AT_ONCE = 3

/** Of one bucket. Undefined: not counted yet; null: HostedSuite does not count. */
export type Count = number | null | undefined | 'failed'

/**
 * Counts the calls of each bucket, a few at a time and each once: a list that stands still has the same calls whenever it
 * is asked. Once the counts are not needed, those on their way are abandoned.
 */
export function useVolumeCounts({ queries, loadedAt }: Subject, isNeeded: boolean) {
  const client = useQueryClient()
  const all = queries.map((query) => countOf(query, loadedAt))
  // Read from the cache: what has been counted is there, asked for or not.
  const states = all.map(({ queryKey }) => client.getQueryState(queryKey))
  const counts = states.map((state): Count => (state?.status === 'error' ? 'failed' : state?.data))
  const isCounting = isNeeded && !counts.includes(null)
  const open = all.filter((_, at) => counts[at] === undefined)
  const next = new Set(open.slice(0, AT_ONCE))
  useQueries({
    queries: isCounting
      ? all.map((count) => ({ ...count, enabled: next.has(count), staleTime: Infinity }))
      : [],
  })

  const retry = () => {
    for (const [at, { queryKey }] of all.entries())
      if (counts[at] === 'failed') void client.resetQueries({ queryKey, exact: true })
  }
  return { counts, retry }
}
