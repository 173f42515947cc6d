import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Problem, ProblemCode } from '../contract/problem.ts'
import { describeError } from './log.ts'

type Kind = { status: number; title: string; retryable: boolean }

const KINDS: Record<ProblemCode, Kind> = {
  VALIDATION: { status: 400, title: 'The request could not be understood.', retryable: false },
  INVALID_CREDENTIALS: {
    status: 401,
    title: 'HostedSuite refused this sign-in.',
    retryable: false,
  },
  SESSION_EXPIRED: { status: 401, title: 'The session has ended.', retryable: false },
  UPSTREAM_AUTH_REJECTED: {
    status: 401,
    title: 'HostedSuite no longer accepts this sign-in.',
    retryable: false,
  },
  FORBIDDEN: { status: 403, title: 'This request was refused.', retryable: false },
  NOT_FOUND: { status: 404, title: 'There is no such thing here.', retryable: false },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This address does not take that method.',
    retryable: false,
  },
  CONFLICT: { status: 409, title: 'Someone else changed this meanwhile.', retryable: false },
  OPERATION_REUSED: {
    status: 422,
    title: 'This operation was something else before.',
    retryable: false,
  },
  TOO_LARGE: { status: 413, title: 'The request is too large.', retryable: false },
  TOO_SLOW: { status: 408, title: 'The request did not arrive in time.', retryable: true },
  HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The headers of the request are too large.',
    retryable: false,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body must be JSON in UTF-8.',
    retryable: false,
  },
  MISDIRECTED: { status: 421, title: 'This is not the address of Call Review.', retryable: false },
  RATE_LIMITED: { status: 429, title: 'Too many failed sign-ins.', retryable: true },
  UNAVAILABLE: { status: 503, title: 'The gateway cannot do this at the moment.', retryable: true },
  BUSY: { status: 503, title: 'HostedSuite takes no more requests for now.', retryable: true },
  UNREACHABLE: { status: 502, title: 'HostedSuite cannot be reached.', retryable: true },
  TIMEOUT: { status: 504, title: 'HostedSuite did not answer in time.', retryable: true },
  BAD_RESPONSE: { status: 502, title: 'HostedSuite sent an unreadable answer.', retryable: true },
  ANSWER_TOO_LARGE: {
    status: 502,
    title: 'The answer of HostedSuite is too large.',
    retryable: false,
  },
  UPSTREAM_REFUSED: {
    status: 502,
    title: 'HostedSuite refused the request.',
    retryable: false,
  },
  UPSTREAM_ERROR: { status: 502, title: 'HostedSuite reported an error.', retryable: true },
  OUTCOME_UNKNOWN: {
    status: 502,
    title: 'It is not known whether HostedSuite kept the change.',
    retryable: true,
  },
  NO_COUNTERPART: { status: 404, title: 'The service has no such call.', retryable: false },
  SERVICE_REFUSED: { status: 422, title: 'The service refused the change.', retryable: false },
  SERVICE_UNCONFIRMED: {
    status: 502,
    title: 'It is not known whether the service kept the change.',
    retryable: true,
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'The service cannot be used at the moment.',
    retryable: true,
  },
  SERVICE_KEY_REFUSED: {
    status: 503,
    title: 'The service does not accept the key of this gateway.',
    retryable: false,
  },
  INTERNAL: { status: 500, title: 'The gateway failed.', retryable: false },
}

type Details = Pick<Problem, 'fields' | 'current' | 'retryAfterSeconds'>

/** A refusal or failure that the browser is told of; anything else that is thrown becomes INTERNAL. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly code: ProblemCode
  readonly details: Details

  constructor(code: ProblemCode, { cause, ...details }: Details & { cause?: unknown } = {}) {
    super(code, { cause })
    this.code = code
    this.details = details
  }
}

/** The value as the schema knows it, unknown members dropped; otherwise VALIDATION with the fields at fault. */
export function parseRequest<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): z.core.output<Schema> {
  const { success, data, error } = z.core.safeParse(schema, value)
  if (success) return data
  throw new ProblemError('VALIDATION', {
    fields: error.issues.map(({ path, message }) => ({ name: path.join('.'), message })),
  })
}

/** Fastify's own refusals: a body too large, of another type, not JSON, an address it cannot decode. */
function toProblemError(error: FastifyError | ProblemError): ProblemError {
  if (error instanceof ProblemError) return error
  const status = error.statusCode ?? 500
  // A folder of the dashboard is as little to be had as a file that is not there.
  if (status === 403 || status === 404) return new ProblemError('NOT_FOUND')
  if (status === 413) return new ProblemError('TOO_LARGE')
  if (status === 415) return new ProblemError('UNSUPPORTED_MEDIA_TYPE')
  return new ProblemError(status >= 400 && status < 500 ? 'VALIDATION' : 'INTERNAL', {
    cause: error,
  })
}

/** The one error body (RFC 9457): nothing HostedSuite said, nothing the browser sent, no stack. */
export function describeProblem(code: ProblemCode, requestId: string, details?: Details): Problem {
  return {
    type: `urn:call-review:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    ...KINDS[code],
    code,
    requestId,
    ...details,
  }
}

export function answerProblem(
  thrown: FastifyError | ProblemError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { code, details, cause } = toProblemError(thrown)
  const problem = describeProblem(code, request.id, details)
  const { status } = problem
  request.outcome = code
  // Nobody is told of a read that nobody waits for any more.
  if (status >= 500 && !reply.raw.destroyed) {
    request.server.log.warn({ requestId: request.id, code, ...describeError(cause) })
  }
  if (details.retryAfterSeconds !== undefined) {
    reply.header('retry-after', details.retryAfterSeconds)
  }
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem))
}
