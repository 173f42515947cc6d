import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { makeGateway } from './make-gateway.ts'

test.each([
  ['PUT', '/session', 'GET, HEAD, POST, DELETE'],
  ['GET', '/session/touch', 'POST'],
  ['POST', '/session/probe', 'GET, HEAD'],
  ['GET', '/api/calls', 'POST'],
  ['DELETE', '/api/calls/call-1', 'GET, HEAD'],
  ['GET', '/api/calls/call-1/notes', 'PUT'],
  ['POST', '/healthz', 'GET, HEAD'],
  ['OPTIONS', '/session', 'GET, HEAD, POST, DELETE'],
  ['TRACE', '/session', 'GET, HEAD, POST, DELETE'],
] as const)('G-07 %s %s is answered 405, with what there is', async (method, url, allow) => {
  const { ask, requests } = makeGateway()
  const answer = await ask({ method, url, payload: '{"echo":"me"}' })
  expect(answer.json()).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' })
  expect(answer.headers.allow).toBe(allow)
  expect(answer.body).not.toContain('echo')
  expect(requests).toEqual([])
})

test('G-07 an address that does not exist is answered 404 whatever the method', async () => {
  const { ask } = makeGateway()
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    const answer = await ask({ method, url: '/api/nothing' })
    expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  }
})

test.each(['TRACE /session', 'CONNECT evil.test:443', 'FOO /session', 'PROPFIND /session'])(
  'G-07 nothing of what was sent comes back: %s',
  async (line) => {
    const { gateway } = makeGateway(() => [], { cookieMode: 'localhost', publicOrigin: undefined })
    onTestFinished(() => gateway.close())
    const { port } = new URL(await gateway.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `${line} HTTP/1.1\r\nHost: localhost\r\nX-Echo: secret\r\nConnection: close\r\n\r\n`,
    )
    const answer = await text(socket)
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
    expect(answer).not.toContain('secret')
  },
)
