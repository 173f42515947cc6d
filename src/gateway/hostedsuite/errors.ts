import * as z from 'zod'
import type { ProblemCode } from '../../contract/problem.ts'
import { ProblemError } from '../problems.ts'
import { UpstreamBusyError } from '../upstream/busy.ts'
import { documented } from './documented.ts'

/** What went wrong between the gateway and HostedSuite. */
export type Fault =
  | 'auth'
  | 'not-found'
  /** HostedSuite says that the request is at fault, and gives no reason we know. */
  | 'refused'
  /** HostedSuite says that itself is at fault. */
  | 'failed'
  /** Asked to come back later: 429 and 503. */
  | 'busy'
  /** No connection, a broken one, or a front end that got no answer either: 502 and 504. */
  | 'unreachable'
  | 'timeout'
  /** Nobody waits for the answer any more. */
  | 'gone'
  | 'bad-response'
  | 'too-large'
  /** A write that may or may not have been kept. */
  | 'outcome-unknown'

type Details = {
  cause?: unknown
  /** With `busy`: how long HostedSuite wants to be left alone. */
  retryAfterSeconds?: number | undefined
  /** With `refused`: HostedSuite's names of the members at fault. */
  members?: string[]
}

export class HostedSuiteError extends Error {
  override name = 'HostedSuiteError'
  readonly fault: Fault
  readonly retryAfterSeconds: number | undefined
  readonly members: string[]

  constructor(fault: Fault, { cause, retryAfterSeconds, members = [] }: Details = {}) {
    super(fault, { cause })
    this.fault = fault
    this.retryAfterSeconds = retryAfterSeconds
    this.members = members
  }
}

/** True for one of these faults; false for every other error. */
export const isFault = (error: unknown, ...faults: Fault[]): error is HostedSuiteError =>
  error instanceof HostedSuiteError && faults.includes(error.fault)

/** The beginning tells; a message may go on with a whole trace, for as long as a stranger likes. */
const text = z
  .string()
  .transform((whole) => whole.slice(0, 1000))
  .catch('')

/** ServiceStack's error body, in either letter case. Its StackTrace may quote the password: never read. */
const ErrorAnswerSchema = documented({
  ResponseStatus: documented({
    ErrorCode: text,
    Message: text,
    Errors: z.array(documented({ FieldName: text })).catch([]),
  }),
})

const AUTH_CODE =
  /^((Security|UnauthorizedAccess|Authentication|InvalidCredential)Exception|Unauthori[sz]ed|Invalid(Credentials|Password|Login)|NotAuthenticated)$/i
const NOT_FOUND_CODE = /^((File|Key)NotFoundException|NotFound(Exception)?)$/i
const AUTH_MESSAGE =
  /\b(password|credentials?|log ?[io]n|sign[ -]?in|user ?name|(un)?authori[sz]ed|authenticat\w+)\b|\b(user|customer)\b.*\b(not found|invalid|unknown|disabled|locked)\b|\b(invalid|unknown) (user|customer)\b/i

/** What a front end answers too, in words that are about itself: its message proves nothing. */
const PASSING = new Map<number, Fault>([
  [429, 'busy'],
  [502, 'unreachable'],
  [503, 'busy'],
  [504, 'unreachable'],
])

/**
 * Null for an answer that is not an error. HostedSuite's host reports a wrong password as 500 with
 * SecurityException as well as 401, and an error inside a 200. 401 and 403 are about the sign-in, whatever they say:
 * going on would lock it out. Otherwise the code is asked first, then the message, the status last. `body` is undefined when the answer was not JSON.
 */
export function classifyAnswer(status: number, body: unknown): Fault | null {
  const answer = ErrorAnswerSchema.safeParse(body).data?.ResponseStatus
  const { ErrorCode: code = '', Message: message = '' } = answer ?? {}
  if (status < 400 && code === '') return null
  if (AUTH_CODE.test(code) || status === 401 || status === 403) return 'auth'
  if (NOT_FOUND_CODE.test(code)) return 'not-found'
  const passing = PASSING.get(status)
  if (passing !== undefined) return passing
  if (AUTH_MESSAGE.test(message)) return 'auth'
  if (/\bnot found\b/i.test(message)) return 'not-found'
  if (status === 404) return body === undefined ? 'bad-response' : 'not-found'
  return status < 500 ? 'refused' : 'failed'
}

/** The members that a refusal names, as HostedSuite writes them. */
export function refusedMembers(body: unknown): string[] {
  const errors = ErrorAnswerSchema.safeParse(body).data?.ResponseStatus.Errors ?? []
  return errors.map(({ FieldName }) => FieldName)
}

export type Operation = 'sign-in' | 'list' | 'call'

const CODES: Record<Fault, ProblemCode> = {
  auth: 'UPSTREAM_AUTH_REJECTED',
  'not-found': 'NOT_FOUND',
  refused: 'UPSTREAM_REFUSED',
  failed: 'UPSTREAM_ERROR',
  busy: 'BUSY',
  unreachable: 'UNREACHABLE',
  timeout: 'TIMEOUT',
  gone: 'TIMEOUT',
  'bad-response': 'BAD_RESPONSE',
  'too-large': 'ANSWER_TOO_LARGE',
  'outcome-unknown': 'OUTCOME_UNKNOWN',
}

/** What the members of HostedSuite's requests are called in ours. */
const OUR_NAMES = new Map([
  ['startdate', 'from'],
  ['enddate', 'to'],
  ['clientid', 'clientId'],
  ['centerid', 'centerId'],
  ['callrecordid', 'id'],
  ['mincallduration', 'minTalkSeconds'],
  ['maxcallduration', 'maxTalkSeconds'],
  ['calltype', 'direction'],
  ['sortfield', 'sort'],
  ['sortdir', 'sort'],
  ['id', 'id'],
  ['notes', 'text'],
])

/** Longer waits are for people, not for a page that tries again by itself. */
const MOST_RETRY_AFTER_SECONDS = 60

/** The same fault in the words of the gateway; what HostedSuite did not cause is passed on as it is. */
export function toProblem(error: unknown, operation: Operation): unknown {
  if (error instanceof UpstreamBusyError) {
    return new ProblemError('BUSY', { retryAfterSeconds: error.retryAfterSeconds })
  }
  if (!(error instanceof HostedSuiteError)) return error
  const { fault, cause, retryAfterSeconds, members } = error
  const fields = members
    .map((member) => OUR_NAMES.get(member.toLowerCase()))
    .filter((name) => name !== undefined)
    .map((name) => ({ name, message: 'HostedSuite refused this value.' }))
  return new ProblemError(codeFor(fault, operation), {
    cause,
    ...(fields.length > 0 && { fields }),
    ...(retryAfterSeconds !== undefined && {
      retryAfterSeconds: Math.min(retryAfterSeconds, MOST_RETRY_AFTER_SECONDS),
    }),
  })
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
