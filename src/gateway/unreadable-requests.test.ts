import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ProblemSchema } from '../contract/problem.ts'
import { makeGateway } from './make-gateway.ts'

/** Sends bytes as they are to a gateway on a port, and gives the head and the body of what came back. */
async function exchange(bytes: string) {
  const { gateway } = makeGateway(() => [], { cookieMode: 'localhost' })
  const url = new URL(await gateway.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect({ host: url.hostname, port: Number(url.port) })
  socket.write(bytes)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  await gateway.close()
  const [line = '', ...headers] = head.split('\r\n')
  return { line, headers, body }
}

const EVERY_ANSWER = [
  'x-content-type-options: nosniff',
  'referrer-policy: no-referrer',
  'x-frame-options: DENY',
  "content-security-policy: default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control: no-store',
]

test.each([
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', '400 Bad Request', 'VALIDATION'],
  [
    'two lengths',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '400 Bad Request',
    'VALIDATION',
  ],
  [
    'an address of 17 KB (F-11)',
    `GET /calls?client=${'x'.repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    '431 Request Header Fields Too Large',
    'HEADERS_TOO_LARGE',
  ],
  [
    'a header of 17 KB',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`,
    '431 Request Header Fields Too Large',
    'HEADERS_TOO_LARGE',
  ],
])(
  'G-04, G-05 %s is refused with the headers of every answer',
  async (_what, bytes, status, code) => {
    const { line, headers, body } = await exchange(bytes)
    expect(line).toBe(`HTTP/1.1 ${status}`)
    expect(headers).toEqual(expect.arrayContaining([...EVERY_ANSWER, 'connection: close']))
    expect(headers).toContain('content-type: application/problem+json')
    const problem = ProblemSchema.parse(JSON.parse(body))
    expect(problem).toMatchObject({ code, status: Number.parseInt(status, 10) })
  },
)

test('an expectation that nobody knows does not matter', async () => {
  const { line, headers } = await exchange(
    'GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nConnection: close\r\n\r\n',
  )
  expect(line).toBe('HTTP/1.1 200 OK')
  expect(headers).toEqual(expect.arrayContaining(EVERY_ANSWER))
})

test.each(['HTTP/1.1', 'HTTP/1.0'])(
  '%s without a Host is answered with them too',
  async (version) => {
    const { line, headers } = await exchange(`GET /healthz ${version}\r\nConnection: close\r\n\r\n`)
    expect(line).toBe(version === 'HTTP/1.1' ? 'HTTP/1.1 400 Bad Request' : 'HTTP/1.1 200 OK')
    expect(headers).toEqual(expect.arrayContaining(EVERY_ANSWER))
  },
)
