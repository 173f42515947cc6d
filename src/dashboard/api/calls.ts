import {
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import {
  type Call,
  type CallPage,
  CallPageSchema,
  type CallQuery,
  CallSchema,
  type CallSummary,
} from '../../contract/calls.ts'
import { SavedNotesSchema, type SaveNotes } from '../../contract/notes.ts'
import { fetchJson, RequestError } from './http.ts'

export const callPath = (callId: string) => `/api/calls/${encodeURIComponent(callId)}`

export const callQueries = {
  lists: () => ['calls', 'list'] as const,

  list: (query: CallQuery) =>
    queryOptions({
      queryKey: [...callQueries.lists(), query] as const,
      queryFn: ({ signal }) =>
        fetchJson('/api/calls', CallPageSchema, { method: 'POST', body: query, signal }),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }),

  detail: (callId: string) =>
    queryOptions({
      queryKey: ['calls', 'detail', callId] as const,
      queryFn: ({ signal }) => fetchJson(callPath(callId), CallSchema, { signal }),
      staleTime: 30_000,
    }),
}

/** The row of a call that some loaded page holds, so that the drawer has something to show at once. */
export function findLoadedCall(client: QueryClient, callId: string): CallSummary | undefined {
  for (const [, page] of client.getQueriesData<CallPage>({ queryKey: callQueries.lists() })) {
    const call = page?.calls.find(({ id }) => id === callId)
    if (call !== undefined) return call
  }
  return undefined
}

/**
 * Saves a note. What HostedSuite then holds is written into the open call and into every loaded page, in
 * place: a reload would move rows under the reader.
 */
export const saveNotes = (callId: string) =>
  mutationOptions({
    mutationKey: ['calls', 'save-notes', callId] as const,
    mutationFn: (body: SaveNotes) =>
      fetchJson(`${callPath(callId)}/notes`, SavedNotesSchema, { method: 'PUT', body }),
    onSuccess: ({ notes }, _variables, _result, { client }) => showNotes(client, callId, notes),
    onError: async (error, _variables, _result, { client }) => {
      const current = error instanceof RequestError ? error.problem?.current : undefined
      if (current !== undefined) await showNotes(client, callId, current)
    },
  })

async function showNotes(client: QueryClient, callId: string, notes: string): Promise<void> {
  const { queryKey } = callQueries.detail(callId)
  // A read that is on its way may still bring the older note.
  await client.cancelQueries({ queryKey })
  client.setQueryData<Call>(queryKey, (call) => call && { ...call, notes })
  client.setQueriesData<CallPage>(
    { queryKey: callQueries.lists() },
    (page) =>
      page && {
        ...page,
        calls: page.calls.map((call) => (call.id === callId ? { ...call, notes } : call)),
      },
  )
  // So may a list; it is asked again, because its first load must not be cancelled.
  void client.invalidateQueries({
    queryKey: callQueries.lists(),
    predicate: ({ state }) => state.fetchStatus === 'fetching',
  })
}
