import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CREDENTIALS, makeCookie, makeGateway, makeList, makeRow, ORIGIN } from './make-gateway.ts'

const own = { 'x-call-review': '1' }
const json = { 'content-type': 'application/json' }
const body = JSON.stringify(CREDENTIALS)

const post = (headers: Record<string, string>) =>
  ({ method: 'POST', url: '/session', payload: body, headers: { ...json, ...headers } }) as const

test.each<[string, Record<string, string>]>([
  ['no header of ours', { origin: ORIGIN }],
  ['another value in it', { 'x-call-review': '2', origin: ORIGIN }],
  ['another origin', { ...own, origin: 'https://evil.test' }],
  ['the origin null', { ...own, origin: 'null' }],
  ['our origin over http', { ...own, origin: ORIGIN.replace('https', 'http') }],
  ['a sibling site', { ...own, origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
  ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['an address typed in', { ...own, origin: ORIGIN, 'sec-fetch-site': 'none' }],
  ['no word of where it comes from', { ...own }],
])('T-09 L-17 G-12 a sign-in with %s is refused and reaches nobody', async (_what, headers) => {
  const { visit, requests } = makeGateway()
  const answer = await visit(post(headers))
  expect(answer.json()).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(requests).toEqual([])
})

test.each<[string, Record<string, string>]>([
  ['our origin, from a browser without Sec-Fetch', { ...own, origin: ORIGIN }],
  ['the word of the browser alone', { ...own, 'sec-fetch-site': 'same-origin' }],
  ['both', { ...own, origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
])('G-13 a write with %s is let in', async (_what, headers) => {
  const { visit } = makeGateway()
  expect((await visit(post(headers))).statusCode).toBe(200)
})

const ORIGINS = [
  ORIGIN,
  undefined,
  'null',
  'https://evil.test',
  'https://old.calls.example.com',
  'https://example.com',
  ORIGIN.replace('https', 'http'),
]
const SITES = ['same-origin', undefined, 'same-site', 'cross-site', 'none']
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'text/plain; charset="application/json"',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  undefined,
]
const MARKS = ['1', '2', undefined]

describe.each([
  ['a sign-in', { method: 'POST', url: '/session', payload: body }],
  [
    'a note',
    {
      method: 'PUT',
      url: '/api/calls/call-1/notes',
      payload: JSON.stringify({
        opId: '7f2ab0f6-0f8e-4a8e-9d6b-3a2c1d0e9f8a',
        base: '',
        text: 'x',
      }),
    },
  ],
] as const)('T-20 T-21 of all that another site could send as %s', (_what, request) => {
  test('only what our own page sends is let in', { timeout: 60_000 }, async () => {
    let note: unknown
    const { config, visit, requests } = makeGateway(({ body: { Notes = note } }) => {
      note = Notes
      return makeList([makeRow({ Notes })])
    })
    const cookie = await makeCookie(config)
    for (const origin of ORIGINS) {
      for (const site of SITES) {
        for (const type of TYPES) {
          for (const mark of MARKS) {
            const headers = {
              cookie,
              ...(origin !== undefined && { origin }),
              ...(site !== undefined && { 'sec-fetch-site': site }),
              ...(type !== undefined && { 'content-type': type }),
              ...(mark !== undefined && { 'x-call-review': mark }),
            }
            const isOurs =
              mark === '1' &&
              (origin === ORIGIN || origin === undefined) &&
              (site === 'same-origin' || site === undefined) &&
              (origin !== undefined || site !== undefined)
            const isJson = type?.startsWith('application/json') === true
            const answer = await visit({ ...request, headers })
            const expected = isOurs ? (isJson ? 200 : 415) : 403
            expect([answer.statusCode, headers]).toEqual([expected, headers])
            if (expected !== 200) {
              expect(answer.headers['set-cookie']).toBeUndefined()
              expect(requests).toEqual([])
            }
            requests.length = 0
          }
        }
      }
    }
  })
})

test('a read needs no origin but our header', async () => {
  const { visit } = makeGateway()
  const read = (headers: Record<string, string>) =>
    visit({ method: 'GET', url: '/session', headers })
  expect((await read(own)).statusCode).toBe(200)
  expect((await read({})).statusCode).toBe(403)
  expect((await read({ ...own, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  expect((await read({ ...own, origin: 'https://evil.test' })).statusCode).toBe(403)
})

test.each([
  ['GET', '/session'],
  ['GET', '/session/probe'],
  ['POST', '/session'],
  ['POST', '/session/touch'],
  ['DELETE', '/session'],
  ['POST', '/api/calls'],
  ['GET', '/api/calls/call-1'],
  ['PUT', '/api/calls/call-1/notes'],
  ['GET', '/api/unknown'],
  ['POST', '/session/unknown'],
] as const)('every address of the API is guarded: %s %s', async (method, url) => {
  const { visit } = makeGateway()
  const answer = await visit({ method, url, headers: { origin: ORIGIN } })
  expect(answer.json()).toMatchObject({ status: 403, code: 'FORBIDDEN' })
})

test.each([
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-encoding': 'gzip' },
])('L-16 a body that is not JSON in UTF-8 is refused: %o', async (headers) => {
  const { visit } = makeGateway()
  const answer = await visit(post({ ...own, origin: ORIGIN, ...headers }))
  expect(answer.json()).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
})

test.each([
  ['http://localhost:4173', 'localhost:4173', 200],
  ['http://127.0.0.1:4173', '127.0.0.1:4173', 200],
  ['http://[::1]:4173', '[::1]:4173', 200],
  ['http://localhost', 'localhost', 200],
  ['http://localhost:5173', 'localhost:4173', 403],
  ['http://localhost:4173', '127.0.0.1:4173', 403],
  ['https://localhost:4173', 'localhost:4173', 403],
  ['http://rebound.evil.test:4173', 'rebound.evil.test:4173', 403],
])('on this machine %s asking %s answers %i', async (origin, host, status) => {
  const { visit } = makeGateway(() => [], { cookieMode: 'localhost', publicOrigin: undefined })
  expect((await visit(post({ ...own, origin, host }))).statusCode).toBe(status)
})

test('G-07 nobody is told that other origins may ask', async () => {
  const { visit } = makeGateway()
  const answer = await visit({
    method: 'OPTIONS',
    url: '/api/calls',
    headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
  })
  expect(answer.statusCode).toBe(405)
  expect(Object.keys(answer.headers).join()).not.toContain('access-control')
})

test.each(['evil.test', 'calls.example.com:8443', '127.0.0.1:4173'])(
  'what was meant for the host "%s" is refused, by whatever way',
  async (host) => {
    const { visit, requests } = makeGateway()
    for (const url of ['/calls', '/session', '/api/none', '/none.js']) {
      const answer = await visit({ method: 'GET', url, headers: { ...own, host } })
      expect(answer.json()).toMatchObject({ status: 421, code: 'MISDIRECTED' })
    }
    expect(requests).toEqual([])
  },
)

test('whatever watches over the gateway may ask by its number', async () => {
  const { visit } = makeGateway()
  const answer = await visit({ method: 'GET', url: '/healthz', headers: { host: '10.1.2.3' } })
  expect(answer.statusCode).toBe(200)
})

test.each([
  ['nobody', [], 421],
  ['a proxy of ours', ['127.0.0.1'], 200],
])('%s may say which host was meant', async (_who, trustedProxies, status) => {
  const { visit } = makeGateway(() => [], { trustedProxies })
  const headers = { ...own, host: 'gateway:4173', 'x-forwarded-host': 'calls.example.com' }
  const answer = await visit({ method: 'GET', url: '/session', headers })
  expect(answer.statusCode).toBe(status)
})

test.each([
  ['100 headers', 94, 1, 200],
  ['200 headers', 194, 1, 431],
  ['49 cookies', 0, 49, 200],
  ['50 cookies', 0, 50, 431],
])('G-05 a request with %s is answered, or refused for it', async (_what, more, count, status) => {
  const { ask } = makeGateway()
  const headers = Object.fromEntries(Array.from({ length: more }, (_, at) => [`x-${at}`, '1']))
  const cookie = Array.from({ length: count }, (_, at) => `c${at}=1`).join('; ')
  const answer = await ask({ method: 'GET', url: '/session', headers: { ...headers, cookie } })
  expect(answer.statusCode).toBe(status)
  if (status === 431) expect(answer.json()).toMatchObject({ status, code: 'HEADERS_TOO_LARGE' })
})

test.each([
  ['two hosts', 'Host: localhost\r\nHost: localhost\r\n'],
  ['two different hosts', 'Host: localhost\r\nHost: evil.test\r\n'],
  ['no host', ''],
])('G-04 a request with %s is refused', async (_what, hosts) => {
  const { gateway } = makeGateway(() => [], { cookieMode: 'localhost', publicOrigin: undefined })
  onTestFinished(() => gateway.close())
  const { port } = new URL(await gateway.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`GET /healthz HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /)
})
