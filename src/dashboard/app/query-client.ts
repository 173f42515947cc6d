import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { RequestError } from '../api/http.ts'

/** `onEnded` is told once a request is refused because the session is over. */
export function createQueryClient(onEnded: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof RequestError && error.isSignedOut) onEnded()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
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
}
