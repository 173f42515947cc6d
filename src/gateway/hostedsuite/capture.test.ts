// G-17, H25: what really leaves for HostedSuite, byte by byte, whatever a browser sends along.
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { CREDENTIALS, makeGateway, QUERY } from '../make-gateway.ts'
import { listen } from './make-host.ts'
import { createHostedSuiteSender } from './send.ts'

/** A HostedSuite that answers with one call and keeps every byte it was sent. */
async function makeCapture() {
  const answer = '{"Items":[{"Id":"call-1","Notes":"old"}],"TotalCount":1}'
  const captured: string[] = []
  const server = createServer((socket) => {
    let bytes = ''
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.toString('latin1')
      const [head = '', body = ''] = bytes.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (Number.isNaN(length) || body.length < length) return
      captured.push(bytes)
      bytes = ''
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`,
      )
    })
  })
  const port = await listen(server)
  const hostedSuite = createHostedSuiteSender(`http://127.0.0.1:${port}`)
  const sent = () =>
    captured.map((text) => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const [line, ...headers] = head.split('\r\n')
      return { text, line, headers: headers.toSorted(), body: JSON.parse(body) }
    })
  return { port, sent, ...makeGateway(undefined, {}, { hostedSuite }) }
}

const BROWSER = {
  'accept-language': 'he,en',
  'user-agent': 'Mozilla/5.0 canary',
  referer: 'https://calls.example.com/calls?canary',
  'x-forwarded-for': '10.0.0.1',
  'x-http-method-override': 'DELETE',
  authorization: 'Basic canary',
  'accept-encoding': 'gzip, br',
  te: 'trailers',
}

/** A browser's own members under HostedSuite's names, which its host would bind in any letter case. */
const SPOOFED = {
  Password: 'canary',
  password: 'canary',
  USERNAME: 'canary',
  customername: 'canary',
}

test('a list, a call and a save leave with headers of ours alone', async () => {
  const { port, sent, askSignedIn } = await makeCapture()
  const query = '?Password=canary&callback=canary&format=csv'
  const notes = { opId: 'operation-1', base: 'old', text: 'new', ...SPOOFED }
  const url = '/api/calls/call-1'
  await askSignedIn({
    method: 'POST',
    url: `/api/calls${query}`,
    headers: BROWSER,
    payload: { ...QUERY, ...SPOOFED },
  })
  await askSignedIn({ method: 'GET', url: url + query, headers: BROWSER })
  await askSignedIn({
    method: 'PUT',
    url: `${url}/notes${query}`,
    headers: BROWSER,
    payload: notes,
  })

  expect(sent().map(({ line }) => line)).toEqual([
    'POST /api/calls HTTP/1.1',
    'POST /api/calls HTTP/1.1',
    'POST /api/calls HTTP/1.1',
    'POST /api/calls/update HTTP/1.1',
    'POST /api/calls HTTP/1.1',
  ])
  for (const { headers, body, text } of sent()) {
    expect(headers).toEqual([
      'accept: application/json',
      'connection: keep-alive',
      expect.stringMatching(/^content-length: \d+$/),
      'content-type: application/json',
      `host: 127.0.0.1:${port}`,
      'user-agent: call-review',
    ])
    expect(body).toMatchObject({
      CustomerName: CREDENTIALS.customerName,
      UserName: CREDENTIALS.userName,
      Password: CREDENTIALS.password,
    })
    expect(text).not.toMatch(/canary|cookie|__Host|x-call-review/i)
  }
})

test('a sign-in leaves the same way', async () => {
  const { sent, ask } = await makeCapture()
  const payload = { ...CREDENTIALS, ...SPOOFED, password: CREDENTIALS.password }
  const answer = await ask({ method: 'POST', url: '/session', headers: BROWSER, payload })
  expect(answer.statusCode).toBe(200)
  const [signIn] = sent()
  expect(signIn?.headers).toHaveLength(6)
  expect(signIn?.text).not.toMatch(/canary|cookie|__Host|x-call-review/i)
})
