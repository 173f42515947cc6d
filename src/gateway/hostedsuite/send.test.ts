import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  type Answer,
  askWith,
  breakOff,
  halfway,
  headersOnly,
  html,
  json,
  makeHost,
  silence,
  trickle,
} from './make-host.ts'
import { createHostedSuiteSender } from './send.ts'

async function makeSender(answer: Answer) {
  const host = await makeHost(answer)
  const send = createHostedSuiteSender(host.url)
  return { ...host, send, ask: askWith(send) }
}

test('exactly these headers leave, and the body with its length', async () => {
  const { ask, received } = await makeSender(json(200, '{"a":1}'))
  expect(await ask()).toEqual({ a: 1 })
  const { request, body } = received[0] ?? {}
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

const badUtf8 = Buffer.concat([Buffer.from('"a'), Buffer.of(0xff, 0xc3, 0x28), Buffer.from('"')])

test.each<[string, Answer, unknown]>([
  ['no content', (response) => response.writeHead(204).end(), undefined],
  ['null', json(200, 'null'), null],
  ['a byte order mark', json(200, '\ufeff[]'), []],
  ['a bare NaN', json(200, '{"a":NaN}'), { a: null }],
  ['invalid UTF-8', json(200, badUtf8), 'a\ufffd\ufffd('],
  ['a key of the prototype', json(200, '{"a":{"__proto__":{"b":1}}}'), { a: {} }],
  ['gzip nobody asked for', json(200, gzipSync('[1]'), { 'content-encoding': 'gzip' }), [1]],
  ['another JSON type', json(200, '[1]', { 'content-type': 'text/json' }), [1]],
  ['a clock of last year', json(200, '[1]', { date: 'Thu, 06 Aug 2025 16:00:00 GMT' }), [1]],
])('%s is an answer', async (_what, answer, value) => {
  const { ask } = await makeSender(answer)
  expect(await ask()).toEqual(value)
})

const gzipped = { 'content-encoding': 'gzip' }
const sixTimes = Array.from({ length: 6 }).reduce<Buffer>(
  (body) => gzipSync(body),
  Buffer.from('[]'),
)

test.each<[string, Answer]>([
  ['a page', html(200)],
  ['a redirect', html(302, { location: 'http://127.0.0.1:1/' })],
  ['a permanent redirect', json(308, '{}', { location: 'http://127.0.0.1:1/' })],
  ['nothing', json(200, '')],
  ['half a document', json(200, '{"Items":[{"Id":')],
  ['two documents', json(200, '{}{}')],
  ['JSONP', json(200, 'cb({})', { 'content-type': 'text/javascript' })],
  ['a hundred thousand brackets', json(200, '['.repeat(100_000))],
  ['a wrong encoding', json(200, '[]', gzipped)],
  ['another wrong encoding', json(200, '[]', { 'content-encoding': 'br' })],
  ['an encoding nobody knows', json(200, 'abc', { 'content-encoding': 'zip9' })],
  ['six encodings', json(200, sixTimes, { 'content-encoding': Array(6).fill('gzip').join(', ') })],
  ['six encodings, one told', json(200, sixTimes, gzipped)],
  ['no such route', (response) => response.writeHead(404).end('404')],
  ['headers without end', json(200, '[]', { 'x-long': 'x'.repeat(100_000) })],
])('%s is no answer', async (_what, answer) => {
  const { ask } = await makeSender(answer)
  await expect(ask()).rejects.toMatchObject({ fault: 'bad-response' })
})

test.each<[string, Answer]>([
  ['nine megabytes', json(200, `[${' '.repeat(9 * 1024 * 1024)}]`)],
  ['nine megabytes in a few', json(200, gzipSync(Buffer.alloc(9 * 1024 * 1024, ' ')), gzipped)],
  ['a bottomless document', json(200, `${'['.repeat(65)}${']'.repeat(65)}`)],
  ['a million objects', json(200, `[${'{},'.repeat(999_999)}{}]`)],
])('%s is too large an answer', async (_what, answer) => {
  const { ask } = await makeSender(answer)
  await expect(ask()).rejects.toMatchObject({ fault: 'too-large' })
})

test.each<[string, Answer, string]>([
  ['a broken connection', breakOff, 'unreachable'],
  ['a connection that breaks in the answer', halfway, 'unreachable'],
  ['502', html(502), 'unreachable'],
  ['504', html(504), 'unreachable'],
  ['429', json(429, '{}'), 'busy'],
  ['503', html(503), 'busy'],
  ['500', json(500, '{}'), 'failed'],
  ['400', json(400, '{}'), 'refused'],
])('a read that meets %s fails as it should', async (_what, answer, fault) => {
  const { ask, received } = await makeSender(answer)
  await expect(ask('read')).rejects.toMatchObject({ fault })
  expect(received).toHaveLength(1)
})

test.each<[string, Answer]>([
  ['silence', silence],
  ['headers and then silence', headersOnly],
  ['a trickle', trickle],
])('%s ends at the deadline', async (_what, answer) => {
  const { ask } = await makeSender(answer)
  await expect(ask('read', 200)).rejects.toMatchObject({ fault: 'timeout' })
  await expect(ask('write', 200)).rejects.toMatchObject({ fault: 'outcome-unknown' })
})

test.each<[string, Answer, string]>([
  ['a broken connection', breakOff, 'outcome-unknown'],
  ['a connection that breaks in the answer', halfway, 'outcome-unknown'],
  ['a page', html(200), 'outcome-unknown'],
  ['502', html(502), 'outcome-unknown'],
  ['504', html(504), 'outcome-unknown'],
  ['503', html(503), 'busy'],
  ['429', json(429, '{}'), 'busy'],
  ['an error', json(500, '{}'), 'failed'],
])('a write that meets %s says whether it may have been kept', async (_what, answer, fault) => {
  const { ask } = await makeSender(answer)
  await expect(ask('write')).rejects.toMatchObject({ fault })
})

test('a read that nobody waits for ends at once, and is no timeout', async () => {
  const browser = new AbortController()
  const { send } = await makeSender(() => browser.abort())
  const options = { kind: 'read', signal: browser.signal } as const
  await expect(send('/api/calls', {}, options)).rejects.toMatchObject({ fault: 'gone' })
})

test('a write that comes too late never leaves', async () => {
  const { send, received } = await makeSender(json(200, '{}'))
  const signal = AbortSignal.abort(new DOMException('', 'TimeoutError'))
  const late = send('/api/calls/update', {}, { kind: 'write', signal })
  await expect(late).rejects.toMatchObject({ fault: 'timeout' })
  expect(received).toEqual([])
})

test('a host that is not there is unreachable, for reads and writes', async () => {
  const { ask, server } = await makeSender(silence)
  await new Promise((resolve) => server.close(resolve))
  await expect(ask('read')).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(ask('write')).rejects.toMatchObject({ fault: 'unreachable' })
})

test('the members at fault and the wait that was asked for come with the error', async () => {
  const Errors = [{ FieldName: 'StartDate', Message: 'secret' }, { FieldName: null }]
  const refusal = await makeSender(json(400, JSON.stringify({ ResponseStatus: { Errors } })))
  await expect(refusal.ask()).rejects.toMatchObject({
    fault: 'refused',
    members: ['StartDate', ''],
  })
  const wait = await makeSender(html(503, { 'retry-after': '7' }))
  await expect(wait.ask()).rejects.toMatchObject({ fault: 'busy', retryAfterSeconds: 7 })
})
