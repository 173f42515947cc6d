import { setMaxListeners } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OperationFault } from '../operation-fault.ts'
import { PACKINGS } from './encodings.ts'
import { createOccasions } from './occasions.ts'
import { SPOIL } from './spoilt-bodies.ts'

const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><title>HostedSuite - Log in</title></head>
<body><form method="post"><h1>Log in</h1><input name="UserName"></form></body></html>`

const TRICKLE_MS = 100

export type Trouble = {
  /** Resolves to true when the fault has taken the request over and no work must be done. */
  before(fault: OperationFault, request: FastifyRequest, reply: FastifyReply): Promise<boolean>
  /** True when the fault has kept or spoilt the answer. */
  after(fault: OperationFault, json: string, request: FastifyRequest, reply: FastifyReply): boolean
}

/**
 * The faults of one operation, ended early when the sandbox closes so that it can always drain. `sendFailure`
 * writes the body that the system has for the status which the reply already carries.
 */
export function createTrouble(
  app: FastifyInstance,
  sendFailure: (reply: FastifyReply) => void,
): Trouble {
  const occasions = createOccasions()
  const closing = new AbortController()
  // All who are kept waiting listen to it; Node takes more than ten for a mistake.
  setMaxListeners(0, closing.signal)
  const hung = new Set<FastifyRequest['raw']['socket']>()
  app.addHook('preClose', async () => {
    closing.abort()
    for (const socket of hung) socket.destroy()
  })

  const wait = (ms: number) =>
    delay(ms, undefined, { signal: closing.signal }).catch(() => undefined)

  /** Leaves the connection as it is until the sandbox closes. */
  function keep(socket: FastifyRequest['raw']['socket']): void {
    hung.add(socket)
    socket.once('close', () => hung.delete(socket))
    if (closing.signal.aborted) socket.destroy()
  }

  async function* trickle(body: Buffer): AsyncGenerator<Buffer> {
    for (const [index] of body.entries()) {
      yield body.subarray(index, index + 1)
      await wait(TRICKLE_MS)
    }
  }

  /** Sends the head by hand, since the body is not what it says. */
  function sendBadly(
    pace: NonNullable<OperationFault['pace']>,
    body: Buffer,
    reply: FastifyReply,
  ): void {
    reply.header('content-length', body.length).hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value)
    }
    raw.writeHead(reply.statusCode).flushHeaders()
    if (pace === 'trickle') Readable.from(trickle(body)).pipe(raw)
    else if (pace === 'hang-after-head') keep(reply.request.raw.socket)
    else raw.write(body.subarray(0, body.length / 2), () => raw.destroy())
  }

  return {
    async before(switched, request, reply) {
      if (Object.keys(switched).length === 0) return false
      const fault = occasions.meet(switched, request)
      const { socket } = request.raw
      const { delayMs = 0, delaySpreadMs = 0 } = fault
      if (delayMs + delaySpreadMs > 0) await wait(delayMs + Math.random() * delaySpreadMs)
      reply.headers(headersOf(fault))

      if (fault.hang === true) {
        reply.hijack()
        keep(socket)
        return true
      }
      if (fault.reset === true) {
        reply.hijack()
        socket.destroy()
        return true
      }
      if (fault.raw !== undefined) {
        reply.hijack()
        socket.end(fault.raw, 'latin1')
        return true
      }
      if (fault.redirectTo !== undefined) {
        reply.code(fault.status ?? 302).header('location', fault.redirectTo)
        reply.send('')
        return true
      }
      if (fault.status === undefined && fault.body !== 'html-login') return false

      reply.code(fault.status ?? 200)
      if (fault.body === 'html-login') reply.type('text/html; charset=utf-8').send(LOGIN_PAGE)
      else if (fault.body === 'empty') reply.send('')
      else sendFailure(reply)
      return true
    },

    after(_switched, json, request, reply) {
      const { resetAfterWrite, body, encoding, pace } = occasions.met(request)
      if (resetAfterWrite === true) {
        reply.hijack()
        request.raw.socket.destroy()
        return true
      }
      if (body === undefined && encoding === undefined && pace === undefined) return false
      const spoilt =
        body === undefined || body === 'html-login' ? { content: json } : SPOIL[body](json)
      reply.header('vary', 'Accept').type('application/json; charset=utf-8')
      if (spoilt.encoding !== undefined) reply.header('content-encoding', spoilt.encoding)
      if (spoilt.content instanceof Readable) {
        reply.send(spoilt.content)
        return true
      }
      const { label, pack } = PACKINGS[encoding ?? 'none']
      if (label !== null) reply.header('content-encoding', label)
      const bytes = pack(Buffer.from(spoilt.content))
      if (pace === undefined) reply.send(bytes)
      else sendBadly(pace, bytes, reply)
      return true
    },
  }
}

function headersOf(fault: OperationFault): Record<string, string | string[]> {
  const { retryAfterSeconds, retryAfter, bigHeaderBytes, clockOffsetSeconds, headers } = fault
  const wait = retryAfter ?? retryAfterSeconds?.toString()
  return {
    ...(wait !== undefined && { 'retry-after': wait }),
    ...(bigHeaderBytes !== undefined && { 'x-big': 'x'.repeat(bigHeaderBytes) }),
    ...(clockOffsetSeconds !== undefined && {
      date: new Date(Date.now() + clockOffsetSeconds * 1000).toUTCString(),
    }),
    ...headers,
  }
}
