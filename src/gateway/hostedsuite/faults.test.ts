// U-01 to U-22: whatever is between the gateway and HostedSuite, the dashboard gets a problem it knows, in time.
import { createServer } from 'node:https'
import { generate } from 'selfsigned'
import { expect, test } from 'vitest'
import { ProblemSchema } from '../../contract/problem.ts'
import { CREDENTIALS, makeGateway, makeList, makeRow, QUERY } from '../make-gateway.ts'
import {
  type Answer,
  breakOff,
  halfway,
  headersOnly,
  html,
  json,
  listen,
  makeHost,
  silence,
  trickle,
} from './make-host.ts'
import type { Deadlines } from './calls-client.ts'
import { createHostedSuiteSender } from './send.ts'

/** For a HostedSuite that never answers. */
const SHORT = { list: 300, read: 300, save: 300 }

/** What a dashboard asks, with HostedSuite at this address. */
function makeDashboard(hostedSuiteUrl: string, deadlines?: Deadlines) {
  const hostedSuite = createHostedSuiteSender(hostedSuiteUrl)
  const dependencies = { hostedSuite, ...(deadlines && { deadlines }) }
  const { ask, askSignedIn } = makeGateway(undefined, {}, dependencies)
  const payload = { opId: 'operation-1', base: 'old', text: 'new' }
  return {
    signIn: () => ask({ method: 'POST', url: '/session', payload: CREDENTIALS }),
    list: () => askSignedIn({ method: 'POST', url: '/api/calls', payload: QUERY }),
    read: () => askSignedIn({ method: 'GET', url: '/api/calls/call-1' }),
    save: () => askSignedIn({ method: 'PUT', url: '/api/calls/call-1/notes', payload }),
  }
}

/** Expects this problem of everything that a dashboard can ask. */
async function expectEverywhere(
  ...[url, status, code, deadlines]: [string, number, string, Deadlines?]
) {
  const { signIn, list, read, save } = makeDashboard(url, deadlines)
  for (const answer of await Promise.all([signIn(), list(), read(), save()])) {
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(ProblemSchema.parse(answer.json())).toMatchObject({ status, code })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).not.toContain('secret')
  }
}

async function makeTlsHost(notAfterDate?: Date) {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(notAfterDate && {
      notBeforeDate: new Date(notAfterDate.getTime() - 86_400_000),
      notAfterDate,
    }),
  })
  const port = await listen(createServer({ key: pem.private, cert: pem.cert }))
  return `https://localhost:${port}`
}

test('a host that refuses the connection cannot be reached', async () => {
  const { url, server } = await makeHost(silence)
  await new Promise((resolve) => server.close(resolve))
  await expectEverywhere(url, 502, 'UNREACHABLE')
})

test('a host without an address cannot be reached', async () => {
  await expectEverywhere('https://hostedsuite.invalid', 502, 'UNREACHABLE')
})

test.each([
  ['of nobody we know', undefined],
  ['that has expired', new Date('2020-01-01')],
])('a host with a certificate %s is not talked to', async (_whose, notAfterDate) => {
  await expectEverywhere(await makeTlsHost(notAfterDate), 502, 'UNREACHABLE')
})

test('a host that does not speak TLS is not talked to', async () => {
  const { url, received } = await makeHost(json(200, '[]'))
  await expectEverywhere(url.replace('http:', 'https:'), 502, 'UNREACHABLE')
  expect(received).toEqual([])
})

const big = (response: Parameters<Answer>[0]) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = () => response.write('{"Id":"secret"},'.repeat(10_000))
  response.write('{"Items":[')
  response.on('drain', more)
  more()
}

const cookies = { 'set-cookie': 'secret=1', 'content-security-policy': 'secret' }

test.each<[string, Answer, number, string]>([
  ['U-04 a reset', breakOff, 502, 'UNREACHABLE'],
  ['U-04 a reset in the answer', halfway, 502, 'UNREACHABLE'],
  ['U-05 a login page', html(200), 502, 'BAD_RESPONSE'],
  ['U-06 nothing', json(200, ''), 502, 'BAD_RESPONSE'],
  ['U-06 half a document', json(200, '{"Items":[{"Id":"secret'), 502, 'BAD_RESPONSE'],
  ['U-06 two documents', json(200, '{"Items":[]}{"secret":1}'), 502, 'BAD_RESPONSE'],
  ['U-07 an empty object', json(200, '{}'), 502, 'BAD_RESPONSE'],
  ['U-10 rows without end', big, 502, 'ANSWER_TOO_LARGE'],
  ['U-11 a wrong encoding', json(200, '[]', { 'content-encoding': 'br' }), 502, 'BAD_RESPONSE'],
  ['U-13 a wait without end', html(429, { 'retry-after': '9999' }), 503, 'BUSY'],
  [
    'U-13 a wait until later',
    html(503, { 'retry-after': 'Thu, 06 Aug 2099 16:00:00 GMT' }),
    503,
    'BUSY',
  ],
  ['U-13 a wait in no words', html(503, { 'retry-after': 'secret' }), 503, 'BUSY'],
  [
    'U-14 an error',
    json(500, '{"ResponseStatus":{"Message":"secret"}}', cookies),
    502,
    'UPSTREAM_ERROR',
  ],
  ['U-14 a front end without a back', html(502), 502, 'UNREACHABLE'],
  ['U-17 a refusal', json(400, '{"ResponseStatus":{"Message":"secret"}}'), 502, 'UPSTREAM_REFUSED'],
  [
    'U-20 a header line of its own',
    (response) => response.socket?.end('HTTP/1.1 200 OK\r\nX: a\r\n secret\r\n\x01: b\r\n\r\n'),
    502,
    'BAD_RESPONSE',
  ],
  [
    'U-20 too long a header',
    json(200, '[]', { 'x-long': 'secret'.repeat(20_000) }),
    502,
    'BAD_RESPONSE',
  ],
  [
    'U-21 bottomless JSON',
    json(200, `{"Items":${'['.repeat(100)}${']'.repeat(100)}}`),
    502,
    'ANSWER_TOO_LARGE',
  ],
])('%s', async (_what, answer, status, code) => {
  const { url } = await makeHost(answer)
  await expectEverywhere(url, status, code)
})

test.each<[string, Answer]>([
  ['U-02 silence', silence],
  ['U-03 headers, then silence', headersOnly],
  ['U-03 a trickle', trickle],
])('%s ends at the deadline', async (_what, answer) => {
  const { url } = await makeHost(answer)
  await expectEverywhere(url, 504, 'TIMEOUT', SHORT)
})

test('U-10: an endless answer is not read to its end', async () => {
  let sent = 0
  const { url } = await makeHost((response) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const more = () => {
      sent += chunk.length
      response.write(chunk)
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.on('drain', more)
    more()
  })
  expect((await makeDashboard(url).list()).json()).toMatchObject({ code: 'ANSWER_TOO_LARGE' })
  expect(sent).toBeLessThan(50 * 1024 * 1024)
})

test.each([301, 302, 303, 307, 308])('U-12: a redirect (%i) leads nowhere', async (status) => {
  const trap = await makeHost(json(200, '[]'))
  const { url } = await makeHost(json(status, '{}', { location: trap.url }))
  await expectEverywhere(url, 502, 'BAD_RESPONSE')
  expect(trap.received).toEqual([])
})

test('U-13: a wait that was asked for is passed on, at most a minute', async () => {
  const { url } = await makeHost(html(429, { 'retry-after': '9999' }))
  const answer = await makeDashboard(url).list()
  expect(answer.headers['retry-after']).toBe('60')
  expect(answer.json()).toMatchObject({ retryAfterSeconds: 60, retryable: true })
})

test('U-20: headers of HostedSuite stay behind', async () => {
  const { url } = await makeHost(json(200, '[]', { ...cookies, 'x-powered-by': 'secret' }))
  const { headers } = await makeDashboard(url).list()
  expect(JSON.stringify(headers)).not.toContain('secret')
  expect(headers['set-cookie']).toBeUndefined()
})

test('a save that gets no answer is unknown, and was sent once', async () => {
  const row = json(200, JSON.stringify(makeList([makeRow({ Notes: 'old' })])))
  for (const answer of [breakOff, halfway, html(502), html(200), json(302, '{}')]) {
    const { url, received } = await makeHost(row, answer, row)
    expect((await makeDashboard(url).save()).json()).toMatchObject({
      status: 502,
      code: 'OUTCOME_UNKNOWN',
    })
    const writes = received.filter(({ request }) => request.url?.endsWith('/update'))
    expect(writes).toHaveLength(1)
  }
})

test('saves that wait for each other have one deadline, not one after the other', async () => {
  const { url, received } = await makeHost(silence)
  const { save } = makeDashboard(url, SHORT)
  const answers = await Promise.all([save(), save(), save(), save(), save()])
  for (const answer of answers) expect(answer.json().code).toMatch(/^(TIMEOUT|BUSY)$/)
  // With a deadline of its own from its turn on, each would have asked HostedSuite.
  expect(received.length).toBeLessThan(5)
})
