const LONGEST_WAIT_MS = 60_000

type Retry = { failures: number; timer: ReturnType<typeof setTimeout>; notBefore: number }

/**
 * When what failed is tried again: after a second at first, twice as long after every failure, and never all
 * notes at the same moment.
 */
export function createRetries(retry: (callId: string) => void) {
  const retries = new Map<string, Retry>()

  function end(callId: string) {
    clearTimeout(retries.get(callId)?.timer)
    retries.delete(callId)
  }

  return {
    later(callId: string, retryAfterSeconds = 0): void {
      const failures = (retries.get(callId)?.failures ?? 0) + 1
      end(callId)
      const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - 1))
      const waitMs = Math.max(longest * (0.5 + Math.random() / 2), retryAfterSeconds * 1000)
      const notBefore = Date.now() + retryAfterSeconds * 1000
      retries.set(callId, { failures, notBefore, timer: setTimeout(() => retry(callId), waitMs) })
    },

    /** Whether nobody has asked to be left alone until later. */
    mayHurry: (callId: string): boolean => (retries.get(callId)?.notBefore ?? 0) <= Date.now(),

    end,

    endAll(): void {
      for (const callId of retries.keys()) end(callId)
    },
  }
}
