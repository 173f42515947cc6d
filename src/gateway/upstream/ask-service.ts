import { ProblemError } from '../problems.ts'
import { createBreaker, type Verdict } from './breaker.ts'
import { UpstreamBusyError } from './busy.ts'
import { createConcurrencyLimit } from './concurrency-limit.ts'
import { withDeadline } from './deadline.ts'
import {
  type Answer,
  createExchange,
  ExchangeError,
  headerText,
  type Request,
  type SendOptions,
} from './exchange.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * Asks a system that is reached with an account of the gateway's own. What is answered is a success or a refusal
 * of what was asked (400 to 499); everything else is thrown, in the words of the gateway.
 */
export type AskService = (request: Request, options: SendOptions) => Promise<Answer>

const DEADLINES_MS = { read: 5000, write: 12_000 }
const LIMITS = { inFlight: 16, waiting: 64 }
/** Longer waits are for people, not for a page that tries again by itself. */
const MOST_RETRY_AFTER_SECONDS = 60

export function createService(baseUrl: string): AskService {
  const exchange = createExchange(baseUrl)
  const inTurn = createConcurrencyLimit(LIMITS)
  const breaker = createBreaker(judge)

  return async (request, { kind, signal }) => {
    const ask = (own: AbortSignal) =>
      inTurn(
        () =>
          breaker(async () => refuseTrouble(await exchange(request, { kind, signal: own }), kind)),
        own,
      )
    return withDeadline(DEADLINES_MS[kind], ask, signal).catch((error: unknown) => {
      throw toProblem(error)
    })
  }
}

function judge(error: unknown): Verdict {
  if (error instanceof ExchangeError && error.fault === 'gone') return 'unknown'
  const isAnswer = error instanceof ProblemError && error.code === 'SERVICE_KEY_REFUSED'
  return isAnswer ? 'well' : 'failed'
}

/** To Payload an unknown key is nobody's, and nobody is not allowed: 403 is about the key as much as 401. */
function refuseTrouble(answer: Answer, kind: SendOptions['kind']): Answer {
  const { status, headers } = answer
  if (status === 401 || status === 403) throw new ProblemError('SERVICE_KEY_REFUSED')
  if (status === 429 || status === 503) throw askedToWait(headers)
  // A proxy that gave up on the answer has often passed the request on.
  if (kind === 'write' && status >= 500) throw new ProblemError('SERVICE_UNCONFIRMED')
  const isFailure = status >= 500 || (status >= 300 && status < 400)
  if (isFailure) throw new ProblemError('SERVICE_UNAVAILABLE')
  return answer
}

function askedToWait(headers: Answer['headers']): ProblemError {
  const seconds = readRetryAfter(headerText(headers['retry-after']), headerText(headers['date']))
  return new ProblemError('SERVICE_UNAVAILABLE', {
    ...(seconds !== undefined && {
      retryAfterSeconds: Math.min(seconds, MOST_RETRY_AFTER_SECONDS),
    }),
  })
}

function toProblem(error: unknown): unknown {
  if (error instanceof UpstreamBusyError) {
    const { retryAfterSeconds } = error
    return new ProblemError('SERVICE_UNAVAILABLE', { retryAfterSeconds })
  }
  if (!(error instanceof ExchangeError)) return error
  const isUnknown = error.fault === 'outcome-unknown'
  return new ProblemError(isUnknown ? 'SERVICE_UNCONFIRMED' : 'SERVICE_UNAVAILABLE', {
    cause: error.cause,
  })
}
