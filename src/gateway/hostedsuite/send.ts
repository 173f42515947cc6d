import {
  type Answer,
  createExchange,
  ExchangeError,
  headerText,
  type SendOptions,
} from '../upstream/exchange.ts'
import { readRetryAfter } from '../upstream/retry-after.ts'
import { classifyAnswer, type Fault, HostedSuiteError, refusedMembers } from './errors.ts'
import { parseJson } from './wire.ts'

/**
 * Posts one JSON body and gives the parsed answer, undefined for an empty one (204). Throws a
 * HostedSuiteError for everything else.
 */
export type SendJson = (
  path: '/api/calls' | '/api/calls/update',
  body: object,
  options: SendOptions,
) => Promise<unknown>

const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json',
  'user-agent': 'call-review',
}

/** The only way to HostedSuite, one request a call. `baseUrl` is the part before `/api/calls`. */
export function createHostedSuiteSender(baseUrl: string): SendJson {
  const exchange = createExchange(baseUrl)

  return async (path, body, options) => {
    const request = { method: 'POST', path, headers: HEADERS, body: JSON.stringify(body) } as const
    const answer = await exchange(request, options).catch((error: unknown) => {
      if (!(error instanceof ExchangeError)) throw error
      throw new HostedSuiteError(error.fault, { cause: error.cause })
    })
    return readAnswer(answer, options)
  }
}

function readAnswer({ status, headers, body }: Answer, { kind }: SendOptions): unknown {
  const { value, flaw } = readJson(headerText(headers['content-type']), body)
  const fault = classifyAnswer(status, value)
  // A proxy that gave up on the answer has often passed the request on.
  if (fault === 'unreachable' && kind === 'write') throw new HostedSuiteError('outcome-unknown')
  if (fault !== null) {
    throw new HostedSuiteError(fault, {
      members: refusedMembers(value),
      retryAfterSeconds: readRetryAfter(
        headerText(headers['retry-after']),
        headerText(headers['date']),
      ),
    })
  }
  if (status === 204) return undefined
  // A login page, a redirect and half a document say nothing about what happened to a write.
  if (status >= 300 || flaw !== undefined) {
    throw new HostedSuiteError(kind === 'write' ? 'outcome-unknown' : (flaw ?? 'bad-response'))
  }
  return value
}

const isJson = (type: string) => /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(type)

function readJson(type: string, body: string): { value?: unknown; flaw?: Fault } {
  if (!isJson(type)) return { flaw: 'bad-response' }
  try {
    return { value: parseJson(body) }
  } catch (error) {
    return { flaw: error instanceof RangeError ? 'too-large' : 'bad-response' }
  }
}
