import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ProblemCode } from '../contract/problem.ts'
import { describeProblem } from './problems.ts'
import { dataHeaders } from './security-headers.ts'

const CODES = new Map<string | undefined, ProblemCode>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'TOO_SLOW'],
  ['HPE_HEADER_OVERFLOW', 'HEADERS_TOO_LARGE'],
])

/**
 * Answers what Node could not read as a request, or not in time: no hook and no route ever sees it, and Node's own
 * answers would lack the headers that all of ours have.
 */
export function refuseUnreadable(headers: Record<string, string>) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const problem = describeProblem(CODES.get(error.code) ?? 'VALIDATION', randomUUID())
    const body = JSON.stringify(problem)
    const lines = Object.entries({
      ...headers,
      ...dataHeaders,
      connection: 'close',
      'content-type': 'application/problem+json',
      'content-length': body.length,
    }).map(([name, value]) => `${name}: ${value}`)
    if (socket.writable) {
      const { status } = problem
      socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
    }
    socket.destroy(error)
  }
}

/** An Expect that Node does not know is none of its business: it would answer 417 without our headers. */
export function overlookExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response)
  })
}
