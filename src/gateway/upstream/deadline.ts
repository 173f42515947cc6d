/**
 * Gives `work` one signal that ends everything it started: after `ms`, or once `gone` says that nobody waits
 * any more. The timer is our own because Node 20 forgets an `AbortSignal.timeout` inside `AbortSignal.any`
 * at the next garbage collection, and with it the deadline.
 */
export async function withDeadline<Result>(
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
  gone?: AbortSignal,
): Promise<Result> {
  const end = new AbortController()
  const leave = () => end.abort()
  const timer = setTimeout(() => end.abort(new DOMException('Too late.', 'TimeoutError')), ms)
  if (gone?.aborted === true) leave()
  gone?.addEventListener('abort', leave)
  try {
    return await work(end.signal)
  } finally {
    clearTimeout(timer)
    gone?.removeEventListener('abort', leave)
  }
}

/** Why a signal of `withDeadline` ended. */
export const endOf = ({ reason }: AbortSignal): 'timeout' | 'gone' =>
  reason instanceof DOMException && reason.name === 'TimeoutError' ? 'timeout' : 'gone'
