import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createHostedSuiteSender, type SendOptions } from './send.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A HostedSuite on a real socket that gives one answer after the other, the last one for ever. */
async function makeHost(...answers: Answer[]) {
  const requests: { request: IncomingMessage; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      requests.push({ request, body })
      const answer = answers[Math.min(requests.length, answers.length) - 1]
      answer?.(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const { port } = isAddressInfo(address) ? address : { port: 0 }
  const sender = createHostedSuiteSender(`http://127.0.0.1:${port}/hostedsuite/`)
  const send = (kind: SendOptions['kind'] = 'read', timeoutMs = 2000) =>
    sender('/api/calls', { Page: 0, Notes: 'é' }, { kind, signal: AbortSignal.timeout(timeoutMs) })
  return { send, requests, server }
}

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

const json =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(body)

const html =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Sign in</h1>')

const breakOff: Answer = (response) => response.destroy()
const silence: Answer = () => undefined
const halfway: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  response.write('{"Items":[', () => response.destroy())
}

const trickle: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

test('exactly these headers leave, and the body with its length', async () => {
  const { send, requests } = await makeHost(json(200, '{"a":1}'))
  expect(await send()).toEqual({ a: 1 })
  const { request, body } = requests[0] ?? {}
  expect([request?.method, request?.url]).toEqual(['POST', '/hostedsuite/api/calls'])
  expect(body).toBe('{"Page":0,"Notes":"é"}')
  expect(request?.headers).toEqual({
    host: expect.any(String),
    connection: 'keep-alive',
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'call-review',
    'content-length': '23',
  })
})

test.each<[string, Answer, unknown]>([
  ['no content', (response) => response.writeHead(204).end(), undefined],
  ['a byte order mark', json(200, '\ufeff[]'), []],
  ['a bare NaN', json(200, '{"a":NaN}'), { a: null }],
  ['gzip nobody asked for', json(200, gzipSync('[1]'), { 'content-encoding': 'gzip' }), [1]],
  ['another JSON type', json(200, '[1]', { 'content-type': 'text/json' }), [1]],
])('%s is an answer', async (_what, answer, value) => {
  const { send } = await makeHost(answer)
  expect(await send()).toEqual(value)
})

const bomb = gzipSync(Buffer.alloc(9 * 1024 * 1024, ' '))

test.each<[string, Answer]>([
  ['a page', html(200)],
  ['a redirect', html(302, { location: 'http://127.0.0.1:1/' })],
  ['a permanent redirect', json(308, '{}', { location: 'http://127.0.0.1:1/' })],
  ['nothing', json(200, '')],
  ['half a document', json(200, '{"Items":[{"Id":')],
  ['two documents', json(200, '{}{}')],
  ['JSONP', json(200, 'cb({})', { 'content-type': 'text/javascript' })],
  ['nine megabytes', json(200, `[${' '.repeat(9 * 1024 * 1024)}]`)],
  ['nine megabytes in a few', json(200, bomb, { 'content-encoding': 'gzip' })],
  ['a wrong encoding', json(200, '[]', { 'content-encoding': 'gzip' })],
  ['another wrong encoding', json(200, '[]', { 'content-encoding': 'br' })],
  ['an encoding nobody knows', json(200, 'abc', { 'content-encoding': 'zip9' })],
  ['no such route', (response) => response.writeHead(404).end('404')],
  ['headers without end', json(200, '[]', { 'x-long': 'x'.repeat(20_000) })],
])('%s is no answer, and is not asked for twice', async (_what, answer) => {
  const { send, requests } = await makeHost(answer)
  await expect(send()).rejects.toMatchObject({ fault: 'bad-response' })
  expect(requests).toHaveLength(1)
})

test.each<[string, Answer, string]>([
  ['a broken connection', breakOff, 'unreachable'],
  ['a connection that breaks in the answer', halfway, 'bad-response'],
  ['429', json(429, '{}'), 'failed'],
  ['502', html(502), 'failed'],
  ['503', html(503, { 'retry-after': '0' }), 'failed'],
  ['504', html(504), 'failed'],
])('a read is repeated once after %s', async (_what, answer, fault) => {
  const recovered = await makeHost(answer, json(200, '[]'))
  expect(await recovered.send()).toEqual([])
  expect(recovered.requests).toHaveLength(2)
  const lasting = await makeHost(answer)
  await expect(lasting.send()).rejects.toMatchObject({ fault })
  expect(lasting.requests).toHaveLength(2)
})

test('a read that failed for good is not repeated', async () => {
  const { send, requests } = await makeHost(json(500, '{"ResponseStatus":{"ErrorCode":"X"}}'))
  await expect(send()).rejects.toMatchObject({ fault: 'failed' })
  expect(requests).toHaveLength(1)
})

test('a wrong password is not sent twice', async () => {
  const body = '{"ResponseStatus":{"ErrorCode":"SecurityException"}}'
  const { send, requests } = await makeHost(json(500, body))
  await expect(send()).rejects.toMatchObject({ fault: 'auth' })
  expect(requests).toHaveLength(1)
})

test.each<[string, Answer, string]>([
  ['a broken connection', breakOff, 'outcome-unknown'],
  ['a connection that breaks in the answer', halfway, 'outcome-unknown'],
  ['a page', html(200), 'outcome-unknown'],
  ['502', html(502), 'outcome-unknown'],
  ['silence', silence, 'outcome-unknown'],
  ['503', html(503), 'failed'],
  ['429', json(429, '{}'), 'failed'],
  ['an error', json(500, '{}'), 'failed'],
])('a write that meets %s is sent once: %s %s', async (_what, answer, fault) => {
  const { send, requests } = await makeHost(answer)
  await expect(send('write', 500)).rejects.toMatchObject({ fault })
  expect(requests).toHaveLength(1)
})

test('a host that is not there is unreachable, for reads and writes', async () => {
  const { send, server } = await makeHost(silence)
  await new Promise((resolve) => server.close(resolve))
  await expect(send('read')).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(send('write')).rejects.toMatchObject({ fault: 'unreachable' })
})

test('silence, a trickle and a long wait for another try all end at the deadline', async () => {
  for (const answer of [silence, trickle, html(503, { 'retry-after': '3600' })]) {
    const { send } = await makeHost(answer)
    await expect(send('read', 200)).rejects.toMatchObject({ fault: 'timeout' })
  }
})
