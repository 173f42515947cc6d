// G-15: a browser that hangs up ends a read at HostedSuite; a write is finished and read back.
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { makeCookie, makeGateway, makeList, makeRow, ORIGIN, QUERY } from '../make-gateway.ts'
import { type Answer, json, makeHost } from './make-host.ts'
import { createHostedSuiteSender } from './send.ts'

const happened = async ({ signal }: AbortController) => {
  if (!signal.aborted) await once(signal, 'abort')
}

async function statusOf(sent: ClientRequest): Promise<number | undefined> {
  const [answer]: IncomingMessage[] = await once(sent, 'response')
  return answer?.resume().statusCode
}

const row = (Notes: string) => json(200, JSON.stringify(makeList([makeRow({ Notes })])))

/** A gateway on a real socket before a host, a browser that can hang up, and when the gateway has noticed. */
async function makeBrowser(...answers: Answer[]) {
  const { url, received } = await makeHost(...answers)
  const hostedSuite = createHostedSuiteSender(url)
  const { gateway, config } = makeGateway(undefined, {}, { hostedSuite })
  const hungUp = new AbortController()
  gateway.server.on('connection', (socket) => socket.once('close', () => hungUp.abort()))
  const address = await gateway.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => gateway.close())
  const cookie = await makeCookie(config)
  const send = (method: string, path: string, body: object) => {
    const sent = request(address + path, {
      method,
      headers: {
        cookie,
        host: new URL(ORIGIN).host,
        origin: ORIGIN,
        'x-call-review': '1',
        'content-type': 'application/json',
      },
    })
    // Hanging up is an error to whoever hangs up.
    sent.on('error', () => undefined)
    sent.end(JSON.stringify(body))
    return sent
  }
  return { received, hungUp, send }
}

test('a read that nobody waits for ends at HostedSuite too', async () => {
  const [reading, ended] = [new AbortController(), new AbortController()]
  const { send, received } = await makeBrowser((response) => {
    response.once('close', () => ended.abort())
    reading.abort()
  })
  const list = send('POST', '/api/calls', QUERY)
  await happened(reading)
  list.destroy()
  await happened(ended)
  expect(received).toHaveLength(1)
})

test('a refusal that nobody waits for is heard all the same', async () => {
  const reading = new AbortController()
  const { send, hungUp } = await makeBrowser(
    (...exchange) => {
      reading.abort()
      void happened(hungUp).then(() => json(401, '{}')(...exchange))
    },
    // Whoever is asked again would take the password.
    row('fine'),
  )
  const list = send('POST', '/api/calls', QUERY)
  await happened(reading)
  list.destroy()
  await expect.poll(() => statusOf(send('POST', '/api/calls', QUERY))).toBe(401)
})

test('a write that nobody waits for is finished, and read back', async () => {
  const [writing, readBack] = [new AbortController(), new AbortController()]
  const { send, received, hungUp } = await makeBrowser(
    row('old'),
    (...exchange) => {
      writing.abort()
      void happened(hungUp).then(() => row('new')(...exchange))
    },
    (...exchange) => {
      row('new')(...exchange)
      readBack.abort()
    },
  )
  const payload = { opId: 'operation-1', base: 'old', text: 'new' }
  const save = send('PUT', '/api/calls/call-1/notes', payload)
  await happened(writing)
  save.destroy()
  await happened(readBack)
  expect(received.map((each) => each.request.url?.split('/').at(-1))).toEqual([
    'calls',
    'update',
    'calls',
  ])
})
