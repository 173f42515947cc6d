import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OperationFault } from '../faults.ts'
import { sendJson, toErrorResponse, toJson } from './answer.ts'
import { HostedSuiteError } from './hostedsuite-error.ts'

const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><title>HostedSuite - Log in</title></head>
<body><form method="post"><h1>Log in</h1><input name="UserName"></form></body></html>`

export type Trouble = {
  /** Resolves to true when the fault has taken the request over and no work must be done. */
  before(fault: OperationFault, request: FastifyRequest, reply: FastifyReply): Promise<boolean>
  /** Resolves to true when the fault has kept or spoilt the answer. */
  after(fault: OperationFault, json: string, request: FastifyRequest, reply: FastifyReply): boolean
}

/** The faults of one operation, ended early when the sandbox closes so that it can always drain. */
export function createTrouble(app: FastifyInstance): Trouble {
  const closing = new AbortController()
  const hung = new Set<FastifyRequest['raw']['socket']>()
  app.addHook('preClose', async () => {
    closing.abort()
    for (const socket of hung) socket.destroy()
  })

  return {
    async before(fault, { raw: { socket } }, reply) {
      if (fault.delayMs !== undefined) {
        await delay(fault.delayMs, undefined, { signal: closing.signal }).catch(() => undefined)
      }
      if (fault.hang === true) {
        reply.hijack()
        hung.add(socket)
        socket.once('close', () => hung.delete(socket))
        if (closing.signal.aborted) socket.destroy()
        return true
      }
      if (fault.reset === true) {
        reply.hijack()
        socket.destroy()
        return true
      }
      if (fault.status === undefined && fault.body !== 'html-login') return false

      reply.code(fault.status ?? 200)
      if (fault.retryAfterSeconds !== undefined)
        reply.header('retry-after', fault.retryAfterSeconds)
      if (fault.body === 'html-login') reply.type('text/html; charset=utf-8').send(LOGIN_PAGE)
      else if (fault.body === 'empty') reply.send('')
      else {
        const error = new HostedSuiteError(
          reply.statusCode,
          'Exception',
          'The service is in trouble.',
        )
        sendJson(reply, toJson(toErrorResponse(error), { camelCase: false }), null)
      }
      return true
    },

    after(fault, json, { raw: { socket } }, reply) {
      if (fault.resetAfterWrite === true) {
        reply.hijack()
        socket.destroy()
        return true
      }
      if (fault.body !== 'truncated' && fault.body !== 'empty') return false
      const length = fault.body === 'truncated' ? Math.floor(json.length / 2) : 0
      sendJson(reply, json.slice(0, length), null)
      return true
    },
  }
}
