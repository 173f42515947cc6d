import {
  circuitBreaker,
  CircuitState,
  handleWhen,
  isBrokenCircuitError,
  SamplingBreaker,
} from 'cockatiel'
import { UpstreamBusyError } from './busy.ts'

/** What an error says about its upstream: it failed, it is well and said no, or nothing at all. */
export type Verdict = 'failed' | 'well' | 'unknown'

const WINDOW_MS = 10_000
const LEAST_CALLS = 20
/** cockatiel opens above its threshold and never at it; half of the calls is already too much. */
const JUST_UNDER_HALF = 0.499_999
const OPEN_SECONDS = 5

/**
 * Leaves an upstream alone for a while once half of at least 20 calls within ten seconds have failed; then
 * one call finds out whether it is back. Whoever comes meanwhile gets an UpstreamBusyError. The ten seconds
 * move on with the calls: after a pause, the first few still stand beside those from before it.
 */
export function createBreaker(judge: (error: unknown) => Verdict) {
  const circuit = circuitBreaker(
    handleWhen((error) => {
      const verdict = judge(error)
      // What says nothing must not close the circuit again.
      return (
        verdict === 'failed' || (verdict === 'unknown' && circuit.state !== CircuitState.Closed)
      )
    }),
    {
      halfOpenAfter: OPEN_SECONDS * 1000,
      breaker: new SamplingBreaker({
        threshold: JUST_UNDER_HALF,
        duration: WINDOW_MS,
        minimumRps: LEAST_CALLS / (WINDOW_MS / 1000),
      }),
    },
  )

  /** To the circuit a refusal is an answer like any other. */
  async function answerOf<Result>(
    work: () => Promise<Result>,
  ): Promise<{ result: Result } | { refusal: unknown }> {
    try {
      return { result: await work() }
    } catch (error) {
      if (judge(error) !== 'well') throw error
      return { refusal: error }
    }
  }

  return async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    // cockatiel would let them wait for the one call, past their own deadlines.
    if (circuit.state === CircuitState.HalfOpen) throw new UpstreamBusyError('breaker', 1)
    const answer = await circuit
      .execute(() => answerOf(work))
      .catch((error: unknown) => {
        throw isBrokenCircuitError(error) ? new UpstreamBusyError('breaker', OPEN_SECONDS) : error
      })
    if ('refusal' in answer) throw answer.refusal
    return answer.result
  }
}
