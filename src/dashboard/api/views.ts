import { queryOptions } from '@tanstack/react-query'
import { TeamViewsSchema } from '../../contract/views.ts'
import { fetchJson } from './http.ts'

export const viewQueries = {
  /** The views that the gateway gives to everybody; only where the session says that there are some. */
  team: () =>
    queryOptions({
      queryKey: ['views', 'team'] as const,
      queryFn: ({ signal }) => fetchJson('/api/views', TeamViewsSchema, { signal }),
      staleTime: 60_000,
    }),
}
