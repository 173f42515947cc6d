import { expect, test } from 'vitest'
import { CREDENTIALS, makeGateway, ORIGIN } from './make-gateway.ts'

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
])('a write with %s is refused and reaches nobody', async (_what, headers) => {
  const { gateway, requests } = makeGateway()
  const answer = await gateway.inject(post(headers))
  expect(answer.json()).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(requests).toEqual([])
})

test.each<[string, Record<string, string>]>([
  ['our origin, from a browser without Sec-Fetch', { ...own, origin: ORIGIN }],
  ['the word of the browser alone', { ...own, 'sec-fetch-site': 'same-origin' }],
  ['both', { ...own, origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
])('a write with %s is let in', async (_what, headers) => {
  const { gateway } = makeGateway()
  expect((await gateway.inject(post(headers))).statusCode).toBe(200)
})

test('a read needs no origin but our header', async () => {
  const { gateway } = makeGateway()
  const read = (headers: Record<string, string>) =>
    gateway.inject({ method: 'GET', url: '/session', headers })
  expect((await read(own)).statusCode).toBe(200)
  expect((await read({})).statusCode).toBe(403)
  expect((await read({ ...own, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
})

test.each([
  '/session',
  '/session/touch',
  '/api/calls',
  '/api/calls/call-1',
  '/api/unknown',
  '/session/unknown',
])('every address of the API is guarded: %s', async (url) => {
  const { gateway } = makeGateway()
  const answer = await gateway.inject({ method: 'POST', url, headers: { origin: ORIGIN } })
  expect([403, 404]).toContain(answer.statusCode)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
})

test.each([
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-encoding': 'gzip' },
])('a body that is not JSON in UTF-8 is refused: %o', async (headers) => {
  const { gateway } = makeGateway()
  const answer = await gateway.inject(post({ ...own, origin: ORIGIN, ...headers }))
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
  const { gateway } = makeGateway(() => [], { cookieMode: 'localhost', publicOrigin: undefined })
  expect((await gateway.inject(post({ ...own, origin, host }))).statusCode).toBe(status)
})

test('nobody is told that other origins may ask', async () => {
  const { gateway } = makeGateway()
  const answer = await gateway.inject({
    method: 'OPTIONS',
    url: '/api/calls',
    headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
  })
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(Object.keys(answer.headers).join()).not.toContain('access-control')
})
