// What tests of the way to HostedSuite have in common: a host on a real socket, and how it may answer.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { onTestFinished } from 'vitest'
import { withDeadline } from '../upstream/deadline.ts'
import type { SendOptions } from '../upstream/exchange.ts'
import type { SendJson } from './send.ts'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

type Received = { request: IncomingMessage; body: string }

/** Listens on loopback until the test is over, and gives the port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<{ destroy: () => unknown }>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return isAddressInfo(address) ? address.port : 0
}

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

/** A HostedSuite on a real socket that gives one answer after the other, the last one for ever. */
export async function makeHost(...answers: Answer[]) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ request, body })
      answers[Math.min(received.length, answers.length) - 1]?.(response, request)
    })
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}/hostedsuite/`, received, server }
}

/** Asks once, for as long as `timeoutMs`. */
export const askWith =
  (send: SendJson) =>
  (kind: SendOptions['kind'] = 'read', timeoutMs = 2000) =>
    withDeadline(timeoutMs, (signal) =>
      send('/api/calls', { Page: 0, Notes: 'é' }, { kind, signal }),
    )

export const json =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(body)

export const html =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Sign in</h1>')

export const breakOff: Answer = (response) => response.destroy()

export const silence: Answer = () => undefined

export const halfway: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write('{"Items":[', () => response.destroy())
}

export const headersOnly: Answer = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()

export const trickle: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
