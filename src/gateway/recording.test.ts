import { once } from 'node:events'
import { get } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type Answer, breakOff, html, json, makeHost } from './hostedsuite/make-host.ts'
import { makeGateway, makeList, makeRow, makeSignal } from './make-gateway.ts'

const WAV = Buffer.from('RIFF-and-what-follows')

const recorded = (url = '/drivly/media/a.wav') =>
  json(200, JSON.stringify({ data: { id: 'call-1', audioRecording: { url } }, success: true }))

const audio =
  (headers: Record<string, string> = {}, status = 200, body: Buffer = WAV): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'audio/wav', ...headers }).end(body)

async function makeRecorded(...answers: Answer[]) {
  const host = await makeHost(...answers)
  const drivly = {
    url: `${new URL(host.url).origin}/drivly`,
    authorization: 'Bearer canary',
    callId: '{Id}',
  }
  const made = makeGateway(() => makeList([makeRow()]), {}, { services: { drivly } })
  const listen = (headers: Record<string, string> = {}) =>
    made.askSignedIn({ method: 'GET', url: '/api/calls/call-1/recording', headers })
  return { ...made, ...host, listen }
}

test('a recording passes with its type and length, and nothing else of its headers', async () => {
  const cookie = { 'set-cookie': 'a=b', server: 'secret', 'x-powered-by': 'secret' }
  const { listen, received } = await makeRecorded(
    recorded(),
    audio({ 'content-length': String(WAV.length), 'accept-ranges': 'bytes', ...cookie }),
  )
  const answer = await listen()
  expect(answer.rawPayload).toEqual(WAV)
  expect(answer.headers).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': String(WAV.length),
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect(JSON.stringify(answer.headers)).not.toMatch(/secret|a=b|canary/)
  expect(received[1]?.request.url).toBe('/drivly/media/a.wav')
  expect(received[1]?.request.headers).toEqual({
    host: expect.any(String),
    connection: 'keep-alive',
    authorization: 'Bearer canary',
    accept: 'audio/*',
    'accept-encoding': 'identity',
    'user-agent': 'call-review',
  })
})

test('a part that is asked for is the part that comes', async () => {
  const range = 'bytes 5-7/21'
  const { listen, received } = await makeRecorded(
    recorded(),
    audio({ 'content-range': range }, 206, WAV.subarray(5, 8)),
  )
  const answer = await listen({ range: 'bytes=5-7' })
  expect([answer.statusCode, answer.headers['content-range']]).toEqual([206, range])
  expect(answer.rawPayload.toString()).toBe('and')
  expect(received[1]?.request.headers.range).toBe('bytes=5-7')
})

test.each(['bytes=0-1,3-4', 'bytes=a-b', 'bytes=-', 'lines=0-1'])(
  'the range %s is not passed on',
  async (range) => {
    const { listen, received } = await makeRecorded(recorded(), audio())
    expect((await listen({ range })).statusCode).toBe(200)
    expect(received[1]?.request.headers.range).toBeUndefined()
  },
)

test('a part beyond the end is refused as HTTP refuses it', async () => {
  const { listen } = await makeRecorded(recorded(), audio({ 'content-range': 'bytes */21' }, 416))
  const answer = await listen({ range: 'bytes=99-' })
  expect([answer.statusCode, answer.headers['content-range']]).toEqual([416, 'bytes */21'])
})

test.each<[string, Answer, number, string]>([
  ['a page', html(200), 503, 'SERVICE_UNAVAILABLE'],
  ['a picture', audio({ 'content-type': 'image/svg+xml' }), 503, 'SERVICE_UNAVAILABLE'],
  ['packed audio', audio({ 'content-encoding': 'gzip' }), 503, 'SERVICE_UNAVAILABLE'],
  ['a redirect', html(302, { location: 'http://127.0.0.1:1/' }), 503, 'SERVICE_UNAVAILABLE'],
  ['a broken connection', breakOff, 503, 'SERVICE_UNAVAILABLE'],
  ['403', html(403), 503, 'SERVICE_KEY_REFUSED'],
  ['404', html(404), 404, 'NO_COUNTERPART'],
])('%s in the place of a recording is none', async (_what, answer, status, code) => {
  const { listen } = await makeRecorded(recorded(), answer)
  expect((await listen()).json()).toMatchObject({ status, code })
})

test.each([
  'http://169.254.169.254/latest',
  'https://media.example/a.wav',
  '/drivly/../hostedsuite/api',
  '/drivly/%2e%2e/faults',
  '//media.example/a.wav',
  'file:///etc/passwd',
])('T-33 nothing is fetched from %s, least of all with the key', async (url) => {
  const { listen, received } = await makeRecorded(recorded(url), audio())
  expect((await listen()).json()).toMatchObject({ status: 404, code: 'NO_COUNTERPART' })
  expect(received).toHaveLength(1)
})

test.each([
  [{ 'sec-fetch-dest': 'audio', 'sec-fetch-site': 'same-origin' }, 200],
  [{ 'sec-fetch-dest': 'audio', 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-dest': 'audio', 'sec-fetch-site': 'same-site' }, 403],
  [{ 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' }, 403],
  [{ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' }, 403],
  [{}, 403],
])('T-22 a request of %j without our header is answered %i', async (headers, status) => {
  const { visit, startSession } = await makeRecorded(recorded(), audio())
  const cookie = await startSession()
  const url = '/api/calls/call-1/recording'
  const answer = await visit({ method: 'GET', url, headers: { cookie, ...headers } })
  expect(answer.statusCode).toBe(status)
  const rating = '/api/calls/call-1/rating'
  const other = await visit({ method: 'GET', url: rating, headers: { cookie, ...headers } })
  expect(other.statusCode).toBe(403)
})

test('a player that goes away ends the recording for Driv.ly too, and nothing else', async () => {
  const ended = makeSignal()
  const { gateway, startSession } = await makeRecorded(recorded(), (response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' })
    const timer = setInterval(() => response.write(WAV), 5)
    response.on('close', () => {
      clearInterval(timer)
      ended.give()
    })
  })
  onTestFinished(() => gateway.close())
  const headers = {
    host: 'calls.example.com',
    cookie: await startSession(),
    'x-call-review': '1',
  }
  const address = await gateway.listen({ port: 0, host: '127.0.0.1' })
  const player = get(`${address}/api/calls/call-1/recording`, { headers })
  const [answer] = await once(player, 'response')
  await once(answer, 'data')
  player.destroy()
  await ended.given
})
