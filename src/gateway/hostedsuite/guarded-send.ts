import { type Verdict, createBreaker } from '../upstream/breaker.ts'
import { UpstreamBusyError } from '../upstream/busy.ts'
import { createConcurrencyLimit } from '../upstream/concurrency-limit.ts'
import { type Fault, HostedSuiteError, isFault } from './errors.ts'
import { retryReads } from './retry-reads.ts'
import type { SendJson } from './send.ts'

/** One request to HostedSuite, or one that was refused here; `ms` includes waiting for a free place. */
export type HostedSuiteEvent = {
  operation: 'list' | 'update'
  outcome: 'ok' | Fault | 'refused-by-breaker' | 'refused-by-limit'
  ms: number
}

export type Observe = (event: HostedSuiteEvent) => void

const LIMITS = { inFlight: 64, waiting: 128 }

/**
 * The breaker is innermost: it counts requests, not waiting, and its one probe is one request. While it is open
 * the places around it come free at once, so nobody queues for a refusal. Repeating is outermost: the pause
 * before it holds no place.
 */
export function guardSend(send: SendJson, observe: Observe = () => undefined): SendJson {
  const inTurn = createConcurrencyLimit(LIMITS)
  const breaker = createBreaker(judge)
  const limited: SendJson = (path, body, options) =>
    inTurn(() => breaker(() => send(path, body, options)), options.signal)
  return retryReads(observed(limited, observe))
}

function judge(error: unknown): Verdict {
  if (isFault(error, 'auth', 'not-found', 'refused', 'too-large')) return 'well'
  return error instanceof HostedSuiteError && error.fault !== 'gone' ? 'failed' : 'unknown'
}

function observed(send: SendJson, observe: Observe): SendJson {
  return async (path, body, options) => {
    const operation = path === '/api/calls' ? 'list' : 'update'
    const startedAt = performance.now()
    const tell = (outcome: HostedSuiteEvent['outcome']) =>
      observe({ operation, outcome, ms: performance.now() - startedAt })
    try {
      const answer = await send(path, body, options)
      tell('ok')
      return answer
    } catch (error) {
      if (error instanceof HostedSuiteError) tell(error.fault)
      if (error instanceof UpstreamBusyError) tell(`refused-by-${error.refusedBy}`)
      throw error
    }
  }
}
