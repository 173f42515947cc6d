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

/** A refusal usually comes at once; who never waits so long would never hear it. */
const HEARD_MS = 1000

/**
 * Gives `work` a signal that ends with `signal`, but only a second later where nobody waits any more: HostedSuite
 * counts a refused password whether or not somebody hears of it, and a page that always hangs up would go on sending
 * it.
 */
export async function hearOut<Result>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (signal.aborted) return work(signal)
  const end = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const leave = () => end.abort(signal.reason)
  const follow = () => {
    if (endOf(signal) === 'timeout') leave()
    else timer = setTimeout(leave, HEARD_MS)
  }
  signal.addEventListener('abort', follow)
  try {
    return await work(end.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', follow)
  }
}
