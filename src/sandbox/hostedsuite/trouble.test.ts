import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../app.ts'
import { NO_FAULTS } from '../faults.ts'
import { makeCall } from '../store/make-call.ts'
import { openTestStore } from '../store/open-test-store.ts'
import type { SqliteStore } from '../store/sqlite-store.ts'
import { openRecordStore } from '../store/record-store.ts'
import { MEMORY } from '../store/sqlite.ts'

const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

let store: SqliteStore
let sandbox: ReturnType<typeof createSandbox>
let url: string

beforeEach(async () => {
  store = await openTestStore([makeCall({ Id: 'a' }), makeCall({ Id: 'b', Notes: 'old' })])
  const records = await openRecordStore(MEMORY)
  sandbox = createSandbox({ store, records, faults: NO_FAULTS })
  sandbox.addHook('onClose', async () => records.close())
  url = await sandbox.listen({ port: 0, host: '127.0.0.1' })
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
})

async function put(fault: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ list: fault })
  expect((await fetch(`${url}/faults`, { method: 'PUT', headers, body })).status).toBe(200)
}

type Wire = { status: number; headers: IncomingHttpHeaders; body: Buffer; isWhole: boolean }

/** What arrives, undecoded and whatever it is; `forMs` gives up on an answer that does not end. */
function list({ forMs = 5000, onHead = () => {} } = {}): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const options = { method: 'POST', headers, maxHeaderSize: 1_000_000 }
    const sent = httpRequest(`${url}/hostedsuite/api/calls`, options, (response) => {
      onHead()
      const chunks: Buffer[] = []
      const timer = setTimeout(() => response.destroy(), forMs)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => undefined)
      response.once('close', () => {
        clearTimeout(timer)
        const { statusCode: status = 0, complete: isWhole } = response
        resolve({ status, headers: response.headers, body: Buffer.concat(chunks), isWhole })
      })
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(C))
  })
}

/** Everything that is written to the connection. */
function listRaw(): Promise<string> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(C)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.once('error', reject)
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.write(
      `POST /hostedsuite/api/calls HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n` +
        `Content-Type: application/json\r\nConnection: close\r\n\r\n${body}`,
    )
  })
}

const ids = (body: Buffer): string[] =>
  JSON.parse(body.toString()).Items.map(({ Id }: { Id: string }) => Id)

test.each([
  ['truncated', /^\{"Items":\[\{"Id":"a".*[^}]$/],
  ['empty', /^$/],
  ['null', /^null$/],
  ['empty-array', /^\[\]$/],
  ['empty-object', /^\{\}$/],
  ['two-documents', /^\{.*\}\n\{.*\}$/],
  ['jsonp', /^callback\(\{.*\}\)$/],
  ['bare-nan', /"DurationInSeconds":NaN,/],
  ['lone-surrogate', /^\{"Items":\[\{"Id":"\\ud800a"/],
  ['proto-keys', /"__proto__":\{"polluted":true\}.*"constructor":/],
])('the body can be %s, with status 200', async (body, expected) => {
  await put({ body })
  const wire = await list()
  expect([wire.status, wire.isWhole]).toEqual([200, true])
  expect(wire.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(wire.body.toString()).toMatch(expected)
})

test('the body can hold bytes that are not UTF-8', async () => {
  await put({ body: 'invalid-utf8' })
  const { body } = await list()
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow(TypeError)
})

test('a page can hold a million calls', async () => {
  await put({ body: 'million-items' })
  const { body } = await list({ forMs: 30_000 })
  expect(body.length).toBeGreaterThan(50_000_000)
  expect(body.subarray(-50).toString()).toMatch(
    /\}\],"Page":0,"TotalCount":1000000,"TotalPages":1\}$/,
  )
})

test('a few bytes can unpack to hundreds of megabytes', async () => {
  await put({ body: 'gzip-bomb' })
  const { body, headers } = await list({ forMs: 30_000 })
  expect(headers['content-encoding']).toBe('gzip')
  expect(body.length).toBeLessThan(1_000_000)
  expect(() => gunzipSync(body, { maxOutputLength: 200_000_000 })).toThrow(RangeError)
})

test.each([
  ['gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['deflate', inflateSync],
  [
    'gzip-six-times',
    (body: Buffer) => [1, 2, 3, 4, 5, 6].reduce((packed) => gunzipSync(packed), body),
  ],
])('the body can be packed as %s', async (encoding, unpack) => {
  await put({ encoding })
  const { body, headers } = await list()
  expect(headers['content-encoding']?.split(', ')).toHaveLength(
    encoding === 'gzip-six-times' ? 6 : 1,
  )
  expect(ids(unpack(body))).toEqual(['a', 'b'])
})

test.each([
  ['labelled-gzip', 'gzip'],
  ['labelled-br', 'br'],
  ['labelled-unknown', 'rot13'],
])('the label can be wrong: %s', async (encoding, label) => {
  await put({ encoding })
  const { body, headers } = await list()
  expect(headers['content-encoding']).toBe(label)
  expect(ids(body)).toEqual(['a', 'b'])
})

test.each([301, 302, 303, 307, 308])('%d can point anywhere', async (status) => {
  await put({ status, redirectTo: 'http://127.0.0.1:1/steal?x=1' })
  const wire = await list()
  expect([wire.status, wire.headers.location]).toEqual([status, 'http://127.0.0.1:1/steal?x=1'])
})

test('Retry-After can be a date or nonsense', async () => {
  await put({ status: 429, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' })
  expect((await list()).headers['retry-after']).toBe('Wed, 21 Oct 2099 07:28:00 GMT')
  await put({ status: 503, retryAfter: '-99999999999999999999' })
  const { status, headers } = await list()
  expect([status, headers['retry-after']]).toEqual([503, '-99999999999999999999'])
})

test('the head can come alone, the body be cut, or each byte take its time', async () => {
  await put({ pace: 'hang-after-head' })
  const hanging = await list({ forMs: 200 })
  expect([hanging.status, hanging.body.length, hanging.isWhole]).toEqual([200, 0, false])

  await put({ pace: 'cut-in-body' })
  const cut = await list()
  expect(cut.body.length).toBe(Math.floor(Number(cut.headers['content-length']) / 2))
  expect(cut.isWhole).toBe(false)

  await put({ pace: 'trickle' })
  const trickling = await list({ forMs: 450 })
  expect(trickling.body.length).toBeGreaterThanOrEqual(2)
  expect(trickling.body.length).toBeLessThanOrEqual(6)
})

test.each([
  ['trickle', true],
  ['hang-after-head', false],
])('closing the sandbox ends a %s', async (pace, expected) => {
  await put({ pace })
  let answer: Promise<Wire> | undefined
  await new Promise<void>((resolve) => {
    answer = list({ forMs: 60_000, onHead: resolve })
  })
  await sandbox.close()
  expect((await answer)?.isWhole).toBe(expected)
})

test('headers can be big, odd or set cookies', async () => {
  await put({
    headers: { 'Set-Cookie': ['a=1', 'b=2; HttpOnly'], Date: 'yesterday' },
    bigHeaderBytes: 100_000,
  })
  const { headers, body } = await list()
  expect(headers['set-cookie']).toEqual(['a=1', 'b=2; HttpOnly'])
  expect(headers.date).toBe('yesterday')
  expect(headers['x-big']).toHaveLength(100_000)
  expect(ids(body)).toEqual(['a', 'b'])
})

test('the Date header can be days away', async () => {
  await put({ clockOffsetSeconds: -3 * 86_400 })
  const { date = '' } = (await list()).headers
  expect(Math.round((Date.now() - Date.parse(date)) / 86_400_000)).toBe(3)
})

test('any bytes can come in the place of an HTTP answer', async () => {
  const raw = 'HTTP/1.1 200 OK\r\nX-A: one\rtwo\r\nContent-Length: 2\r\n\r\n{}'
  await put({ raw })
  expect(await listRaw()).toBe(raw)
})

test('trouble can last for so many requests', async () => {
  await put({ status: 401, times: 1 })
  const statuses = [(await list()).status, (await list()).status, (await list()).status]
  expect(statuses).toEqual([401, 200, 200])
})

test('trouble can come and go', async () => {
  await put({ status: 503, flapEveryMs: 150 })
  const statuses = new Set<number>()
  const order: number[] = []
  const until = performance.now() + 700
  while (performance.now() < until) {
    const { status } = await list()
    if (order.at(-1) !== status) order.push(status)
    statuses.add(status)
  }
  expect(order.slice(0, 3)).toEqual([503, 200, 503])
  expect(statuses.size).toBe(2)
})

test('answers can take between a while and a while longer, in any order', async () => {
  await put({ delayMs: 50, delaySpreadMs: 200 })
  const startedAt = performance.now()
  const times = await Promise.all(
    Array.from({ length: 8 }, async () => {
      await list()
      return performance.now() - startedAt
    }),
  )
  expect(Math.min(...times)).toBeGreaterThanOrEqual(45)
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(10)
})
