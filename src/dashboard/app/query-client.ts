import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { Session } from '../../contract/session.ts'
import { callQueries } from '../api/calls.ts'
import { RequestError } from '../api/http.ts'
import { recover } from './recover.ts'

/** Pages that nothing shows any more: going back to one of them shows it at once. */
const KEPT_PAGES = 8

/** A page is tens of kilobytes, and whoever reads for a day turns hundreds. */
function forgetOldPages(cache: QueryCache): void {
  const pages = cache
    .findAll({ queryKey: callQueries.lists(), type: 'inactive', fetchStatus: 'idle' })
    .toSorted((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
  for (const page of pages.slice(KEPT_PAGES)) cache.remove(page)
}

const clients = new WeakMap<Session, QueryClient>()

/** The cache of a sign-in. `onEnded` is told once a request is refused because the session is over. */
export function queryClientOf(session: Session, onEnded: () => void): QueryClient {
  const client = clients.get(session) ?? createQueryClient(onEnded)
  clients.set(session, client)
  return client
}

function createQueryClient(onEnded: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof RequestError && error.isSignedOut) onEnded()
  }
  const queryCache: QueryCache = new QueryCache({
    onError: (error, query) => {
      onError(error)
      void recover(client, query, error)
    },
    onSuccess: () => forgetOldPages(queryCache),
  })
  const client: QueryClient = new QueryClient({
    queryCache,
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The gateway has tried again already where that can help.
        retry: (failures, error) =>
          failures < 1 && error instanceof RequestError && error.problem === undefined,
        retryDelay: 500,
        networkMode: 'always',
        // Rows must not move because somebody came back from another window.
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}
