import { queryOptions } from '@tanstack/react-query'
import type { CallQuery } from '../../contract/calls.ts'
import { fetchPage } from './calls.ts'

/**
 * How many calls a query has; null where HostedSuite does not count. Apart from the list, which comes first. `loadedAt`
 * tells the loads of a list apart that does not stand still.
 */
export function countOf(query: CallQuery, loadedAt?: number) {
  const one: CallQuery = { ...query, page: 1, size: 1, sort: NEWEST_FIRST }
  return queryOptions({
    queryKey: ['calls', 'count', one, loadedAt] as const,
    queryFn: async ({ signal }) => (await fetchPage(one, signal)).total ?? null,
  })
}

const NEWEST_FIRST = { field: 'StartTime', descending: true } as const
