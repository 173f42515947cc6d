import type { Query, QueryClient } from '@tanstack/react-query'
import { RequestError } from '../api/http.ts'

const AGAIN_MS = 3000

/**
 * Reads again what could not be read, while somebody has it before them and it may help. Apart from the query
 * itself, whose message would otherwise come and go with every try.
 */
export async function recover(
  client: QueryClient,
  query: Query<unknown, unknown>,
  error: Error,
): Promise<void> {
  const { queryKey, options, meta } = query
  if (meta?.['recovers'] !== true) return
  const again = { ...options, queryKey: ['again', ...queryKey], meta: {}, gcTime: 0, retry: false }
  let latest: unknown = error
  while (mayPass(latest)) {
    await wait(latest)
    // Read since then by somebody’s own doing, or failed anew.
    if (!query.isActive() || query.state.error !== error) return
    if (document.visibilityState === 'hidden') continue
    try {
      client.setQueryData(queryKey, await client.fetchQuery(again))
      return
    } catch (reason) {
      latest = reason
    }
  }
}

/**
 * The gateway could not be reached, or says that it may have an answer another time. A HostedSuite that fails does so
 * at the same question again (wire-semantics H26): that is asked when somebody wants it.
 */
function mayPass(error: unknown): error is RequestError {
  if (!(error instanceof RequestError)) return false
  const { problem, isUnreadable } = error
  if (problem === undefined) return !isUnreadable
  return problem.retryable && problem.code !== 'UPSTREAM_ERROR'
}

async function wait({ problem }: RequestError): Promise<void> {
  const waitMs = Math.max(AGAIN_MS, (problem?.retryAfterSeconds ?? 0) * 1000)
  await new Promise((resolve) => setTimeout(resolve, waitMs))
}
