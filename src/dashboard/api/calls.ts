import {
  hashKey,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  type QueryKey,
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

export const fetchPage = (query: CallQuery, signal: AbortSignal): Promise<CallPage> =>
  fetchJson('/api/calls', CallPageSchema, { method: 'POST', body: query, signal })

export const callQueries = {
  all: () => ['calls'] as const,
  lists: () => ['calls', 'list'] as const,
  details: () => ['calls', 'detail'] as const,

  /** All that was loaded of one list: which calls it has, in whatever order and pages. */
  pagesOf: ({ page: _page, size: _size, sort: _sort, ...filters }: CallQuery) =>
    [...callQueries.lists(), hashKey([filters])] as const,

  list: (query: CallQuery) => {
    const { page, size, sort } = query
    return queryOptions({
      queryKey: [...callQueries.pagesOf(query), { page, size, sort }] as const,
      queryFn: async ({ client, signal }) =>
        withoutRepetitions(
          client,
          query,
          await fetchPage({ ...query, ...findStandstill(client, query) }, signal),
        ),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
      meta: { recovers: true },
    })
  },

  detail: (callId: string) =>
    queryOptions({
      queryKey: [...callQueries.details(), callId] as const,
      queryFn: ({ signal }) => fetchJson(callPath(callId), CallSchema, { signal }),
      staleTime: 30_000,
      meta: { recovers: true },
    }),
}

/** What a loaded page tells of its whole list: the moment that it stands still at, and how many calls it has. */
function findStandstill(
  client: QueryClient,
  query: CallQuery,
): Pick<CallQuery, 'asOf' | 'knownTotal'> {
  const pages = client.getQueriesData<CallPage>({ queryKey: callQueries.pagesOf(query) })
  const page = pages.map(([, each]) => each).find((each) => each?.asOf !== undefined)
  return page === undefined ? {} : { asOf: page.asOf, knownTotal: page.total }
}

/**
 * HostedSuite records a call when it is over, under the time when it began: the calls before it move down, and those
 * at the end of a page would come again on the next one.
 */
function withoutRepetitions(client: QueryClient, query: CallQuery, page: CallPage): CallPage {
  const { queryKey } = callQueries.list({ ...query, page: page.page - 1 })
  const before = new Set(client.getQueryData(queryKey)?.calls.map(({ id }) => id))
  return before.size === 0
    ? page
    : { ...page, calls: page.calls.filter(({ id }) => !before.has(id)) }
}

/**
 * Moves a list on to this moment, and tells whether that went well. Its other pages are forgotten, because they are of
 * an earlier one.
 */
export async function renewList(client: QueryClient, query: CallQuery): Promise<boolean> {
  const options = callQueries.list(query)
  client.removeQueries({ queryKey: callQueries.pagesOf(query), type: 'inactive' })
  await client.cancelQueries({ queryKey: options.queryKey })
  return client
    .fetchQuery({ ...options, queryFn: ({ signal }) => fetchPage(query, signal), staleTime: 0 })
    .then(
      () => true,
      // Whoever shows the list shows its error too.
      () => false,
    )
}

/** The row of a call that some loaded page holds, the newest one, so that the drawer has something to show at once. */
export function findLoadedCall(client: QueryClient, callId: string): CallSummary | undefined {
  const readAt = (key: QueryKey) => client.getQueryState(key)?.dataUpdatedAt ?? 0
  return client
    .getQueriesData<CallPage>({ queryKey: callQueries.lists() })
    .toSorted(([one], [other]) => readAt(other) - readAt(one))
    .flatMap(([, page]) => page?.calls ?? [])
    .find(({ id }) => id === callId)
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
  // A call that was being read for the first time has nothing else to show.
  void client.refetchQueries({
    queryKey,
    type: 'active',
    predicate: ({ state }) => state.data === undefined,
  })
  // Only the pages that have the call: the others are no newer than before.
  client.setQueriesData<CallPage>({ queryKey: callQueries.lists() }, (page) =>
    page?.calls.some(({ id }) => id === callId)
      ? {
          ...page,
          calls: page.calls.map((call) => (call.id === callId ? { ...call, notes } : call)),
        }
      : undefined,
  )
  // So may a list; it is asked again, because its first load must not be cancelled.
  void client.invalidateQueries({
    queryKey: callQueries.lists(),
    predicate: ({ state }) => state.fetchStatus === 'fetching',
  })
}
