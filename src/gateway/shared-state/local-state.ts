import { ProblemError } from '../problems.ts'
import { openEndedSessions } from './ended-sessions.ts'
import { createFailureRows } from './failure-rows.ts'
import type { SharedState } from './shared-state.ts'

export type LocalStateOptions = {
  /** Where ended sessions survive a restart; failed sign-ins are forgotten by one. */
  file: string
  clock: () => Date
}

/** For one gateway alone. Throws where the file cannot be written. */
export function createLocalState({ file, clock }: LocalStateOptions): SharedState {
  const ended = openEndedSessions(file, clock())
  const failures = createFailureRows()
  const now = () => clock().getTime()

  return {
    async endSession(sid, until) {
      ended.forgetBefore(clock())
      try {
        await ended.add(sid, until)
      } catch (cause) {
        throw new ProblemError('UNAVAILABLE', { cause })
      }
    },
    hasEnded: async (sid) => ended.has(sid),
    countAttempt: async (counts) => Math.ceil(failures.count(counts, now()) / 1000),
    async forgiveAttempt(counts, how) {
      if (how === 'all') failures.forget(counts)
      else failures.takeBack(counts, now())
    },
    isReady: ended.isWritable,
    close: async () => {},
  }
}
