import { RequestError } from '../../api/http.ts'

export type Failure =
  | { kind: 'signed-out' }
  | { kind: 'conflict'; current: string }
  /** It may pass, and nobody has to do anything. */
  | { kind: 'passing'; retryAfterSeconds: number | undefined }
  | { kind: 'final' }

/** What the failure of a save means for the next one. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof RequestError)) return { kind: 'final' }
  if (error.isSignedOut) return { kind: 'signed-out' }
  const { problem } = error
  if (problem === undefined) return { kind: 'passing', retryAfterSeconds: undefined }
  const { current, retryable, retryAfterSeconds } = problem
  if (current !== undefined) return { kind: 'conflict', current }
  return retryable ? { kind: 'passing', retryAfterSeconds } : { kind: 'final' }
}
