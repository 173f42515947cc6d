import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { dataHeaders } from './security-headers.ts'

const STATUSES = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
])

/**
 * Answers what Node could not read as a request, or not in time: no hook and no route ever sees it, and Node's own
 * answers would lack the headers that all of ours have.
 */
export function refuseUnreadable(headers: Record<string, string>) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const status = STATUSES.get(error.code ?? '') ?? 400
    const title = STATUS_CODES[status]
    const body = JSON.stringify({ type: 'about:blank', title, status })
    const lines = Object.entries({
      ...headers,
      ...dataHeaders,
      connection: 'close',
      'content-type': 'application/problem+json',
      'content-length': body.length,
    }).map(([name, value]) => `${name}: ${value}`)
    if (socket.writable) {
      socket.write([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'))
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
