import { RequestError } from '../../api/http.ts'

export type Failure =
  | { kind: 'signed-out' }
  | { kind: 'conflict'; current: string }
  /** It may pass, and nobody has to do anything. */
  | { kind: 'passing'; retryAfterSeconds: number | undefined }
  | { kind: 'final' }

/** Statuses of refusals that another try may not meet: timeout, too early, too many. */
const PASSING = new Set([408, 425, 429])

/** What the failure of a save means for the next one. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof RequestError)) return { kind: 'final' }
  if (error.isSignedOut) return { kind: 'signed-out' }
  const { problem } = error
  if (problem === undefined) return { kind: 'passing', retryAfterSeconds: undefined }
  const { current, status, retryAfterSeconds } = problem
  if (current !== undefined) return { kind: 'conflict', current }
  const isPassing = status >= 500 || PASSING.has(status)
  return isPassing ? { kind: 'passing', retryAfterSeconds } : { kind: 'final' }
}
