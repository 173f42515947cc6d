import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import {
  CREDENTIALS,
  makeGateway,
  makeList,
  makeRow,
  makeSignal,
  makeStateFile,
  NOW,
} from './make-gateway.ts'
import { createLocalState } from './shared-state/local-state.ts'

const signIn = { method: 'POST', url: '/session', payload: CREDENTIALS } as const

/** The lines of a metric, without its help and its buckets. */
async function read({ gateway }: ReturnType<typeof makeGateway>, metric: string) {
  const { body } = await gateway.inject('/metrics')
  return body.split('\n').filter((line) => line.startsWith(metric) && !line.includes('_bucket{'))
}

test.each([
  ['/healthz', { status: 'ok' }],
  ['/readyz', { status: 'ready' }],
])('%s answers whoever asks, and says no more than that', async (url, body) => {
  const answer = await makeGateway().gateway.inject(url)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual(body)
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('without its shared state a gateway is alive, and not ready', async () => {
  const sharedState = {
    ...createLocalState({ file: makeStateFile(), clock: () => NOW }),
    isReady: async () => false,
  }
  const { gateway } = makeGateway(() => [], {}, { sharedState })
  const answer = await gateway.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toEqual({ status: 'not ready' })
  expect((await gateway.inject('/healthz')).statusCode).toBe(200)
})

test('without its dashboard a gateway is not ready', async () => {
  const dashboardDir = path.dirname(makeStateFile())
  const { gateway } = makeGateway(() => [], {}, { dashboardDir })
  expect((await gateway.inject('/readyz')).statusCode).toBe(503)
  await writeFile(path.join(dashboardDir, 'index.html'), '')
  expect((await gateway.inject('/readyz')).statusCode).toBe(200)
})

test('a failing HostedSuite is no reason to stop or to restart a gateway', async () => {
  const { gateway, ask } = makeGateway(() => {
    throw new HostedSuiteError('unreachable')
  })
  expect((await ask(signIn)).statusCode).toBe(502)
  expect((await gateway.inject('/readyz')).statusCode).toBe(200)
  expect((await gateway.inject('/healthz')).statusCode).toBe(200)
})

test('requests are counted by pattern of the route, method and status', async () => {
  const made = makeGateway()
  await made.askSignedIn({ method: 'GET', url: '/api/calls/call-1' })
  await made.askSignedIn({ method: 'GET', url: '/api/calls/call-2' })
  await made.ask({ method: 'GET', url: '/no/such/address' })
  expect(await read(made, 'call_review_request_duration_seconds_count')).toEqual([
    'call_review_request_duration_seconds_count{route="/api/calls/:id",method="GET",status="404"} 2',
    'call_review_request_duration_seconds_count{route="none",method="GET",status="404"} 1',
  ])
})

test('a request whose browser hung up is counted as that', async () => {
  const [asked, gone] = [makeSignal(), makeSignal()]
  const made = makeGateway(() => [], { cookieMode: 'localhost' })
  made.gateway.get('/slow', async (_request, reply) => {
    reply.raw.once('close', gone.give)
    asked.give()
    await gone.given
    return ''
  })
  const address = await made.gateway.listen({ port: 0, host: '127.0.0.1' })
  const hangUp = new AbortController()
  const answer = fetch(`${address}/slow`, { signal: hangUp.signal })
  await asked.given
  hangUp.abort()
  await expect(answer).rejects.toThrow('aborted')
  await gone.given
  expect(await read(made, 'call_review_request_duration_seconds_count')).toEqual([
    'call_review_request_duration_seconds_count{route="/slow",method="GET",status="aborted"} 1',
  ])
  await made.gateway.close()
})

test('sign-ins are counted by what they came to, and sessions when they are ended', async () => {
  const failures = [new HostedSuiteError('timeout'), new HostedSuiteError('auth')]
  const made = makeGateway(() => {
    const failure = failures.pop()
    if (failure !== undefined) throw failure
    return []
  })
  await made.ask(signIn)
  await made.ask(signIn)
  const [cookie = ''] = String((await made.ask(signIn)).headers['set-cookie']).split(';')
  await made.ask({ method: 'DELETE', url: '/session', headers: { cookie } })
  await made.ask({ method: 'DELETE', url: '/session' })
  expect(await read(made, 'call_review_sign_ins_total')).toEqual([
    'call_review_sign_ins_total{outcome="INVALID_CREDENTIALS"} 1',
    'call_review_sign_ins_total{outcome="TIMEOUT"} 1',
    'call_review_sign_ins_total{outcome="SIGNED_IN"} 1',
  ])
  expect(await read(made, 'call_review_sessions_ended_total')).toEqual([
    'call_review_sessions_ended_total 1',
  ])
  expect(await read(made, 'call_review_problems_total')).toEqual([
    'call_review_problems_total{code="INVALID_CREDENTIALS"} 1',
    'call_review_problems_total{code="TIMEOUT"} 1',
  ])
})

test('requests to HostedSuite are counted by operation and outcome, in seconds', async () => {
  const made = makeGateway(({ path: operation }) => {
    if (operation === '/api/calls/update') throw new HostedSuiteError('outcome-unknown')
    return makeList([makeRow()])
  })
  await made.askSignedIn({
    method: 'PUT',
    url: '/api/calls/call-1/notes',
    payload: { opId: crypto.randomUUID(), base: '', text: 'new' },
  })
  const lines = await read(made, 'call_review_hostedsuite_duration_seconds')
  expect(lines.map((line) => line.replace(/(_sum\{.*\}) .*/, '$1'))).toEqual([
    'call_review_hostedsuite_duration_seconds_sum{operation="list",outcome="ok"}',
    'call_review_hostedsuite_duration_seconds_count{operation="list",outcome="ok"} 2',
    'call_review_hostedsuite_duration_seconds_sum{operation="update",outcome="outcome-unknown"}',
    'call_review_hostedsuite_duration_seconds_count{operation="update",outcome="outcome-unknown"} 1',
  ])
})

test('no number tells of a person, a call, a key or another gateway', async () => {
  const [made, other] = [
    makeGateway(() => [], { redisUrl: 'redis://:hidden@valkey' }),
    makeGateway(),
  ]
  await made.ask(signIn)
  await made.askSignedIn({ method: 'GET', url: '/api/calls/call-1?client=acme' })
  const { body, headers } = await made.gateway.inject('/metrics')
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const key = Buffer.from(made.config.sessionKeys[0]?.secret ?? '').toString('base64url')
  for (const secret of ['acme', 'ada', 'call-1', 'secret', 'hidden', '127.0.0.1', key]) {
    expect(body).not.toContain(secret)
  }
  expect(await read(other, 'call_review_sign_ins_total')).toEqual([])
})
