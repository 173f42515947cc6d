/**
 * After `free` failures in a row each further attempt has to wait: `firstWaitSeconds` after the last one,
 * twice as long after the next, at most `longestWaitSeconds`. The row is forgotten that long after its last
 * failure.
 */
export type FailureLimit = {
  free: number
  firstWaitSeconds: number
  longestWaitSeconds: number
}

/** Failures of one kind by one source, `key`; it holds no name in clear. */
export type FailureCount = { key: string; limit: FailureLimit }

/** What all gateways behind one address have to agree on. Every method rejects with UNAVAILABLE when it cannot tell. */
export type SharedState = {
  /** Resolves once the sign-in `sid` is known to be over, so surely that no crash revives it. */
  endSession: (sid: string, until: Date) => Promise<void>
  hasEnded: (sid: string) => Promise<boolean>
  /**
   * Counts one more failure for each, in one step, before it is known to be one: attempts made at the same time
   * cannot all slip through. Where one of them has to wait, nothing is counted. Gives the whole seconds to wait,
   * 0 to go ahead.
   */
  countAttempt: (counts: readonly FailureCount[]) => Promise<number>
  /**
   * The attempt was no failure: takes it back together with the wait that it began, or forgets the whole row
   * after a success.
   */
  forgiveAttempt: (counts: readonly FailureCount[], how: 'this-one' | 'all') => Promise<void>
  isReady: () => Promise<boolean>
  close: () => Promise<void>
}
