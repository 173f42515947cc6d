import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Dispatcher, errors, Pool } from 'undici'
import { endOf } from './deadline.ts'

/** What went wrong before there was a whole answer. */
export type ExchangeFault =
  /** No connection, or a broken one. */
  | 'unreachable'
  | 'timeout'
  /** Nobody waits for the answer any more. */
  | 'gone'
  | 'bad-response'
  | 'too-large'
  /** A write that may or may not have been kept. */
  | 'outcome-unknown'

export class ExchangeError extends Error {
  override name = 'ExchangeError'
  readonly fault: ExchangeFault

  constructor(fault: ExchangeFault, cause?: unknown) {
    super(fault, { cause })
    this.fault = fault
  }
}

/** `signal` ends the request; its reason tells whether it came too late or nobody waits any more. */
export type SendOptions = { kind: 'read' | 'write'; signal: AbortSignal }

/** All that leaves: no header of the browser, its cookie least of all, gets this far. */
export type Request = {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  headers: Record<string, string>
  body?: string
}

export type Answer = { status: number; headers: Dispatcher.ResponseData['headers']; body: string }

/** One request and its answer, whatever its status; throws an ExchangeError where there is none. */
export type Exchange = (request: Request, options: SendOptions) => Promise<Answer>

/** A page of 200 calls with long notes stays well below; decoded bytes, so a gzip bomb counts in full. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** The connections to one upstream, and what its paths begin with. Redirects are never followed. */
export function connectTo(baseUrl: string, { connections = 64, bodyTimeout = 0 } = {}) {
  const { origin, pathname } = new URL(baseUrl)
  const pool = new Pool(origin, {
    connections,
    connect: { timeout: 3000 },
    maxHeaderSize: 16 * 1024,
    // The caller's signal is the one deadline; a timer per pause would never end a trickle.
    headersTimeout: 0,
    bodyTimeout,
  })
  return { pool, origin, prefix: pathname.replace(/\/+$/, '') }
}

/** The only way to an upstream for what is not media. `baseUrl` is the part before the paths. */
export function createExchange(baseUrl: string): Exchange {
  const { pool, prefix } = connectTo(baseUrl)

  return async ({ path, ...request }, options) => {
    // A write that comes too late has not left, so its outcome is known.
    if (options.signal.aborted) throw new ExchangeError(endOf(options.signal))
    try {
      const answer = await pool.request({
        ...request,
        path: prefix + path,
        signal: options.signal,
      })
      const { statusCode: status, headers } = answer
      return { status, headers, body: await readBody(answer) }
    } catch (error) {
      throw toFault(error, options)
    }
  }
}

export const headerText = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? ''

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
      done(bytes > MAX_ANSWER_BYTES ? new ExchangeError('too-large') : null)
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

function toFault(cause: unknown, { kind, signal }: SendOptions): ExchangeError {
  if (NOT_CONNECTED.test(codeOf(cause))) return new ExchangeError('unreachable', cause)
  if (kind === 'write') return new ExchangeError('outcome-unknown', cause)
  if (signal.aborted) return new ExchangeError(endOf(signal))
  if (cause instanceof ExchangeError) return cause
  return new ExchangeError(isUnreadable(cause) ? 'bad-response' : 'unreachable', cause)
}
