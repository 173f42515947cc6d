import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Dispatcher, Pool } from 'undici'
import { classifyAnswer, type Fault, HostedSuiteError } from './errors.ts'
import { parseJson } from './wire.ts'

/** Reads may be repeated, writes never. `signal` ends the whole operation, repetition included. */
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
const RETRY_DELAY_MS = 250
/** A longer Retry-After would outlast the operation's own deadline. */
const MAX_RETRY_DELAY_MS = 5000

const BUSY = new Set([429, 502, 503, 504])

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** A retriable failure of one attempt, with the delay that HostedSuite asked for. */
class AttemptError extends Error {
  override name = 'AttemptError'
  readonly fault: HostedSuiteError
  readonly delayMs: number

  constructor(fault: HostedSuiteError, delayMs = RETRY_DELAY_MS) {
    super(fault.message)
    this.fault = fault
    this.delayMs = delayMs
  }
}

/** The only way to HostedSuite. `baseUrl` is the part before `/api/calls`. */
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
    const attempt = () => sendOnce(pool, prefix + path, JSON.stringify(body), options)
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof AttemptError)) throw error
      if (options.kind === 'write') throw error.fault
      try {
        await wait(error.delayMs, undefined, { signal: options.signal })
        return await attempt()
      } catch (again) {
        if (again instanceof AttemptError) throw again.fault
        throw options.signal.aborted ? new HostedSuiteError('timeout') : again
      }
    }
  }
}

async function sendOnce(
  pool: Pool,
  path: string,
  body: string,
  { kind, signal }: SendOptions,
): Promise<unknown> {
  let answer: Dispatcher.ResponseData | undefined
  let received: string
  try {
    answer = await pool.request({
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
    received = await readBody(answer)
  } catch (error) {
    throw toFault(error, { kind, signal }, answer === undefined ? 'unreachable' : 'bad-response')
  }

  const type = headerText(answer.headers['content-type'])
  const status = answer.statusCode
  const value = isJson(type) && received.trim() !== '' ? readJson(received) : undefined
  if (BUSY.has(status)) {
    const fault = classifyAnswer(status, value) ?? new HostedSuiteError('failed')
    // A proxy that gave up on the answer has often passed the request on.
    const isDoubtful = kind === 'write' && (status === 502 || status === 504)
    throw new AttemptError(
      isDoubtful ? new HostedSuiteError('outcome-unknown') : fault,
      retryDelay(headerText(answer.headers['retry-after'])),
    )
  }
  const fault = classifyAnswer(status, value)
  if (fault !== null) throw fault
  if (status === 204) return undefined
  // A login page, a redirect and half a document say nothing about what happened to a write.
  if (status >= 300 || value === undefined) {
    throw new HostedSuiteError(kind === 'write' ? 'outcome-unknown' : 'bad-response')
  }
  return value
}

const headerText = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value[0] : value) ?? ''

const isJson = (type: string) => /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(type)

/** Undefined for what is not JSON, even repaired. */
function readJson(json: string): unknown {
  try {
    return parseJson(json)
  } catch {
    return undefined
  }
}

function retryDelay(header: string): number {
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms)
    ? RETRY_DELAY_MS
    : Math.min(Math.max(ms, RETRY_DELAY_MS), MAX_RETRY_DELAY_MS)
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
      done(bytes > MAX_ANSWER_BYTES ? new HostedSuiteError('bad-response') : null)
    },
  })
  await pipeline(answer.body, decoderOf(answer), collect)
  return new TextDecoder().decode(Buffer.concat(chunks))
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Failures before a connection stood: not one byte of a write has left. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/

/** An answer that arrived, but is not HTTP, or not encoded as it says. */
const UNREADABLE = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_|Z_|ERR_BROTLI|ERR__)/

/** `broken` names a connection that broke: before an answer began, or in the middle of it. */
function toFault(error: unknown, { kind, signal }: SendOptions, broken: Fault): Error {
  const code = codeOf(error)
  if (NOT_CONNECTED.test(code)) return new AttemptError(new HostedSuiteError('unreachable', error))
  if (kind === 'write') return new HostedSuiteError('outcome-unknown', error)
  if (signal.aborted) return new HostedSuiteError('timeout')
  if (error instanceof HostedSuiteError) return error
  if (UNREADABLE.test(code)) return new HostedSuiteError('bad-response', error)
  return new AttemptError(new HostedSuiteError(broken, error))
}
