import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Dispatcher, errors, Pool } from 'undici'
import { endOf } from '../upstream/deadline.ts'
import { classifyAnswer, type Fault, HostedSuiteError, refusedMembers } from './errors.ts'
import { readRetryAfter } from './retry-after.ts'
import { parseJson } from './wire.ts'

/** `signal` ends the request; its reason tells whether it came too late or nobody waits any more. */
export type SendOptions = { kind: 'read' | 'write'; signal: AbortSignal }

/**
 * Posts one JSON body and gives the parsed answer, undefined for an empty one (204). Throws a
 * HostedSuiteError for everything else.
 */
export type SendJson = (
  path: '/api/calls' | '/api/calls/update',
  body: object,
  options: SendOptions,
) => Promise<unknown>

/** A page of 200 calls with long notes stays well below; decoded bytes, so a gzip bomb counts in full. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** The only way to HostedSuite, one request a call. `baseUrl` is the part before `/api/calls`. */
export function createHostedSuiteSender(baseUrl: string): SendJson {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/+$/, '')
  const pool = new Pool(origin, {
    connections: 64,
    connect: { timeout: 3000 },
    maxHeaderSize: 16 * 1024,
    // The caller's signal is the one deadline; a timer per pause would never end a trickle.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  return async (path, body, options) => {
    // A write that comes too late has not left, so its outcome is known.
    if (options.signal.aborted) throw new HostedSuiteError(endOf(options.signal))
    return readAnswer(await post(pool, prefix + path, JSON.stringify(body), options), options)
  }
}

type Answer = { status: number; headers: Dispatcher.ResponseData['headers']; body: string }

async function post(
  pool: Pool,
  path: string,
  body: string,
  { kind, signal }: SendOptions,
): Promise<Answer> {
  try {
    const answer = await pool.request({
      method: 'POST',
      path,
      // Built from nothing: no header of the browser, its cookie least of all, gets this far.
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'call-review',
      },
      body,
      signal,
    })
    const { statusCode: status, headers } = answer
    return { status, headers, body: await readBody(answer) }
  } catch (error) {
    throw toFault(error, { kind, signal })
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

const headerText = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value[0] : value) ?? ''

const isJson = (type: string) => /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(type)

function readJson(type: string, body: string): { value?: unknown; flaw?: Fault } {
  if (!isJson(type)) return { flaw: 'bad-response' }
  try {
    return { value: parseJson(body) }
  } catch (error) {
    return { flaw: error instanceof RangeError ? 'too-large' : 'bad-response' }
  }
}

/** No encoding is asked for; a front end that compresses all the same is understood. */
function decoderOf({ headers }: Dispatcher.ResponseData): NodeJS.ReadWriteStream {
  const encoding = headerText(headers['content-encoding']).trim().toLowerCase()
  const createDecoder = DECODERS.get(encoding)
  if (createDecoder !== undefined) return createDecoder()
  // Text in an encoding we do not know is not JSON, and is refused as that.
  return new PassThrough()
}

async function readBody(answer: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      chunks.push(chunk)
      done(bytes > MAX_ANSWER_BYTES ? new HostedSuiteError('too-large') : null)
    },
  })
  await pipeline(answer.body, decoderOf(answer), collect)
  return new TextDecoder().decode(Buffer.concat(chunks))
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Failures before a connection stood: not one byte of a write has left. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_(TLS|SSL)_\w+)$/

/** An answer that arrived, but is not HTTP, or not encoded as it says. */
const UNREADABLE = /^(UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_|Z_|ERR_BROTLI|ERR__)/
const isUnreadable = (cause: unknown) =>
  cause instanceof errors.HTTPParserError || UNREADABLE.test(codeOf(cause))

function toFault(cause: unknown, { kind, signal }: SendOptions): HostedSuiteError {
  if (NOT_CONNECTED.test(codeOf(cause))) return new HostedSuiteError('unreachable', { cause })
  if (kind === 'write') return new HostedSuiteError('outcome-unknown', { cause })
  if (signal.aborted) return new HostedSuiteError(endOf(signal))
  if (cause instanceof HostedSuiteError) return cause
  return new HostedSuiteError(isUnreadable(cause) ? 'bad-response' : 'unreachable', { cause })
}
