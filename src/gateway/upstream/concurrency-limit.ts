import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { UpstreamBusyError } from './busy.ts'

/** Starts `work` when its turn comes. Throws UpstreamBusyError if `signal` ends first, or the queue is full. */
export type ConcurrencyLimit = <Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
) => Promise<Result>

/** Whoever found no room may well find some a moment later. */
const refusal = () => new UpstreamBusyError('limit', 1)

/** At most `inFlight` at once; `waiting` more queue in the order of arrival. */
export function createConcurrencyLimit(limits: {
  inFlight: number
  waiting: number
}): ConcurrencyLimit {
  const queue = bulkhead(limits.inFlight, limits.waiting)

  return (work, signal) =>
    new Promise((resolve, reject) => {
      const leave = () => reject(refusal())
      const stay = () => signal.removeEventListener('abort', leave)
      // The queue is not told of the signal: it would stop at whoever has left, and forget those behind.
      const start = async () => {
        stay()
        if (signal.aborted) throw refusal()
        return work()
      }
      signal.addEventListener('abort', leave)
      queue.execute(start).then(resolve, (error: unknown) => {
        stay()
        reject(isBulkheadRejectedError(error) ? refusal() : error)
      })
      if (signal.aborted) leave()
    })
}
