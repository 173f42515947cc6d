import type { ProblemCode } from '../../contract/problem.ts'
import { RequestError } from './http.ts'

const SENTENCES: Record<ProblemCode, string> = {
  VALIDATION: 'Something in this request is not valid. Check what was entered.',
  INVALID_CREDENTIALS:
    'HostedSuite refused this sign-in. Check all three fields; client-level logins cannot be used here.',
  SESSION_EXPIRED: 'Your session has ended. Sign in again to go on.',
  UPSTREAM_AUTH_REJECTED: 'HostedSuite no longer accepts your password. Sign in again to go on.',
  FORBIDDEN: 'This page may not ask for that. Reload it and try again.',
  NOT_FOUND: 'There is no such call, or it is not visible to you.',
  METHOD_NOT_ALLOWED: 'This version of the page is out of date. Reload it.',
  CONFLICT: 'Somebody else changed this note in the meantime.',
  OPERATION_REUSED: 'This save was mixed up with another one. Save again.',
  TOO_LARGE: 'That is too large to send.',
  TOO_SLOW: 'The request did not arrive in time. Check the connection.',
  HEADERS_TOO_LARGE:
    'Your browser sends more cookies than Call Review takes. Delete those of this site.',
  UNSUPPORTED_MEDIA_TYPE: 'This version of the page is out of date. Reload it.',
  MISDIRECTED: 'Call Review is not to be had at this address.',
  RATE_LIMITED: 'Too many sign-ins have failed.',
  UNAVAILABLE: 'Call Review cannot do this at the moment.',
  BUSY: 'HostedSuite is busy.',
  UNREACHABLE: 'HostedSuite cannot be reached at the moment.',
  TIMEOUT: 'HostedSuite took too long to answer.',
  BAD_RESPONSE: 'HostedSuite sent an answer that cannot be read.',
  ANSWER_TOO_LARGE: 'HostedSuite sent more than can be shown. Ask for fewer calls.',
  UPSTREAM_REFUSED: 'HostedSuite refused this.',
  UPSTREAM_ERROR: 'HostedSuite reported an error.',
  OUTCOME_UNKNOWN: 'HostedSuite did not confirm the change. It may or may not be stored.',
  NO_COUNTERPART: 'This service has no such call.',
  SERVICE_REFUSED: 'This service refused the change.',
  SERVICE_UNCONFIRMED: 'This service did not confirm the change. It may or may not be stored.',
  SERVICE_UNAVAILABLE: 'This service cannot be used at the moment.',
  SERVICE_KEY_REFUSED:
    'This service does not accept the key that Call Review was given. Tell whoever runs it.',
  INTERNAL: 'The gateway failed. If this stays, tell whoever runs it.',
}

/** `45 seconds`, `3 minutes`: rounded up, so that nobody comes too early. */
export function describeWait(seconds: number): string {
  const [unit, size] = seconds < 90 ? ['second', 1] : ['minute', 60]
  const count = Math.ceil(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** For a person: what happened, and when it is worth trying again where that is known. */
export function describeError(error: unknown): string {
  if (!(error instanceof RequestError)) return 'The page failed. Reload it.'
  if (error.problem !== undefined) {
    const { code, retryAfterSeconds } = error.problem
    const sentence = SENTENCES[code]
    return retryAfterSeconds === undefined
      ? sentence
      : `${sentence} Try again in ${describeWait(retryAfterSeconds)}.`
  }
  return error.isUnreadable
    ? 'The gateway sent an answer that this page cannot read. Reload it.'
    : 'Call Review cannot be reached. Check the connection.'
}
