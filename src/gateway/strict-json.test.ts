import * as fc from 'fast-check'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { CREDENTIALS, makeGateway } from './make-gateway.ts'
import { answerProblem, ProblemError } from './problems.ts'
import { parseJsonStrictly } from './strict-json.ts'

/** Answers with the value that it was sent. */
function makeMirror() {
  const app = Fastify()
  parseJsonStrictly(app)
  app.setErrorHandler<ProblemError>((error, request, reply) => answerProblem(error, request, reply))
  app.post('/', async ({ body }, reply) =>
    reply.type('application/json').send(JSON.stringify(body)),
  )
  return (payload: string | Buffer) =>
    app.inject({
      method: 'POST',
      url: '/',
      payload,
      headers: { 'content-type': 'application/json' },
    })
}

test('JSON is understood as JSON.parse does', { timeout: 60_000 }, async () => {
  const send = makeMirror()
  const value = fc.jsonValue({ maxDepth: 6, noUnicodeString: false })
  const spaces = fc.constantFrom('', ' ', '\n', '\t')
  await fc.assert(
    fc.asyncProperty(value, spaces, async (any, space) => {
      const text = JSON.stringify(any, undefined, space)
      fc.pre(!text.includes('__proto__'))
      expect((await send(text)).json()).toEqual(JSON.parse(text))
    }),
    { numRuns: 300 },
  )
})

test('G-01 a name that is given twice is refused, at any depth and in any spelling', async () => {
  const send = makeMirror()
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"b":{},"a":2}',
    '[{"x":{"a":1,"a":2}}]',
    String.raw`{"a":1,"\u0061":2}`,
    String.raw`{"\"":1,"\"":2}`,
    '{"":1,"":2}',
  ]) {
    expect((await send(text)).json()).toMatchObject({ status: 400, code: 'VALIDATION' })
  }
  for (const text of ['{"a":{"a":1}}', '[{"a":1},{"a":1}]', '{"a":"a:b","b":"{\\"a\\":1}"}']) {
    expect((await send(text)).statusCode).toBe(200)
  }
})

test.each<[string, string | Buffer]>([
  ['nothing', ''],
  ['half an object', '{"a":'],
  ['two values', '{}{}'],
  ['a comment', '{}//'],
  ['UTF-16', Buffer.from('{"a":"b"}', 'utf16le')],
  ['UTF-16 with its mark', Buffer.from('\ufeff{"a":"b"}', 'utf16le')],
  ['Latin-1', Buffer.from('{"a":"é"}', 'latin1')],
  ['a quote that never ends', '"\\"'.repeat(20_000)],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'],
  ['__proto__ in disguise', String.raw`{"a":{"\u005f_proto__":null}}`],
  ['17 levels', `${'['.repeat(17)}${']'.repeat(17)}`],
])('G-01 %s is no body', async (_what, payload) => {
  const answer = await makeMirror()(payload)
  expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
})

test('G-01 a mark of UTF-8 is let pass, and 16 levels are', async () => {
  const send = makeMirror()
  expect((await send('\ufeff{"a":1}')).json()).toEqual({ a: 1 })
  expect((await send(`${'['.repeat(16)}${']'.repeat(16)}`)).statusCode).toBe(200)
})

test('G-02 30,000 levels are refused and cost nothing', async () => {
  const { ask } = makeGateway()
  const deep = `{"customerName":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
  const answer = await ask({
    method: 'POST',
    url: '/session',
    payload: deep,
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
})

test('L-15 more than was asked for changes nothing', async () => {
  const { ask, requests } = makeGateway()
  const post = (payload: string) =>
    ask({
      method: 'POST',
      url: '/session',
      payload,
      headers: { 'content-type': 'application/json' },
    })
  const known = JSON.stringify(CREDENTIALS).slice(0, -1)
  const more = await post(`${known},"isAdmin":true,"constructor":{"prototype":{"isAdmin":true}}}`)
  expect(more.statusCode).toBe(200)
  expect(JSON.stringify(requests)).not.toContain('isAdmin')
  expect((await post(`${known},"__proto__":{"isAdmin":true}}`)).statusCode).toBe(400)
  expect('isAdmin' in {}).toBe(false)
})
