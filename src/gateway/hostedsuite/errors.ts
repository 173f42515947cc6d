import * as z from 'zod'
import type { ProblemCode } from '../../contract/problem.ts'
import { ProblemError } from '../problems.ts'
import { documented } from './documented.ts'

/**
 * What went wrong between the gateway and HostedSuite. `outcome-unknown` is a write that may or may not
 * have been kept; `failed` is an answer that says no and gives no reason we know.
 */
export type Fault =
  | 'auth'
  | 'not-found'
  | 'unreachable'
  | 'timeout'
  | 'bad-response'
  | 'failed'
  | 'outcome-unknown'

export class HostedSuiteError extends Error {
  override name = 'HostedSuiteError'
  readonly fault: Fault

  constructor(fault: Fault, cause?: unknown) {
    super(fault, { cause })
    this.fault = fault
  }
}

/** ServiceStack's error body, in either letter case. Its StackTrace may quote the password: never read. */
const ErrorAnswerSchema = documented({
  ResponseStatus: documented({
    ErrorCode: z.string().optional().catch(undefined),
    Message: z.string().optional().catch(undefined),
  }),
})

const AUTH_CODE =
  /^((Security|UnauthorizedAccess|Authentication|InvalidCredential)Exception|Unauthori[sz]ed|Invalid(Credentials|Password|Login)|NotAuthenticated)$/i
const NOT_FOUND_CODE = /^((File|Key)NotFoundException|NotFound(Exception)?)$/i
const AUTH_MESSAGE =
  /\b(password|credentials?|log ?[io]n|sign[ -]?in|user ?name|(un)?authori[sz]ed|authenticat\w+)\b|\b(user|customer)\b.*\b(not found|invalid|unknown|disabled|locked)\b|\b(invalid|unknown) (user|customer)\b/i

/**
 * Null for an answer that is not an error. HostedSuite's host reports a wrong password as 500 with
 * SecurityException as well as 401, and an error inside a 200: the code is asked first, then the message,
 * the status last. `body` is undefined when the answer was not JSON.
 */
export function classifyAnswer(status: number, body: unknown): HostedSuiteError | null {
  const answer = ErrorAnswerSchema.safeParse(body).data?.ResponseStatus
  const { ErrorCode: code = '', Message: message = '' } = answer ?? {}
  if (status < 400 && code === '') return null
  if (AUTH_CODE.test(code)) return new HostedSuiteError('auth')
  if (NOT_FOUND_CODE.test(code)) return new HostedSuiteError('not-found')
  if (AUTH_MESSAGE.test(message)) return new HostedSuiteError('auth')
  if (/\bnot found\b/i.test(message)) return new HostedSuiteError('not-found')
  if (status === 401 || status === 403) return new HostedSuiteError('auth')
  if (status === 404) return new HostedSuiteError(body === undefined ? 'bad-response' : 'not-found')
  return new HostedSuiteError('failed')
}

export type Operation = 'sign-in' | 'list' | 'call'

const CODES: Record<Fault, ProblemCode> = {
  auth: 'UPSTREAM_AUTH_REJECTED',
  'not-found': 'NOT_FOUND',
  unreachable: 'UNREACHABLE',
  timeout: 'TIMEOUT',
  'bad-response': 'BAD_RESPONSE',
  failed: 'UPSTREAM_ERROR',
  'outcome-unknown': 'OUTCOME_UNKNOWN',
}

/** The same fault in the words of the gateway; what HostedSuite did not cause is passed on as it is. */
export function toProblem(error: unknown, operation: Operation): unknown {
  return error instanceof HostedSuiteError
    ? new ProblemError(codeFor(error.fault, operation), { cause: error.cause })
    : error
}

function codeFor(fault: Fault, operation: Operation): ProblemCode {
  // While signing in, an unknown customer must look like a wrong password.
  if (operation === 'sign-in' && (fault === 'auth' || fault === 'not-found')) {
    return 'INVALID_CREDENTIALS'
  }
  // A list has nothing that could be missing.
  if (operation === 'list' && fault === 'not-found') return 'UPSTREAM_ERROR'
  return CODES[fault]
}
