import { expect, test } from 'vitest'
import type { CookieMode } from './config.ts'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import { CREDENTIALS, makeCookie, makeGateway, NOW, PASSWORD } from './make-gateway.ts'

const signIn = { method: 'POST', url: '/session', payload: CREDENTIALS } as const
const LOCAL = { host: 'localhost:4173', origin: 'http://localhost:4173' }
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

test('signing in asks HostedSuite once for one row, with the credentials exactly as typed', async () => {
  const { ask, requests } = makeGateway()
  const answer = await ask({ ...signIn, payload: { ...CREDENTIALS, password: ' \u00a0p\t' } })
  expect(answer.json()).toEqual({
    authenticated: true,
    id: expect.stringMatching(/^[\w-]{22}$/),
    user: { customerName: 'acme', userName: 'ada' },
    timeZone: 'America/New_York',
    idleEndsAt: '2026-08-06T16:30:00.000Z',
    endsAt: '2026-08-07T00:00:00.000Z',
  })
  expect(requests).toEqual([
    {
      path: '/api/calls',
      kind: 'read',
      body: {
        ItemsPerPage: 1,
        DisableStats: true,
        SortField: 'StartTime',
        SortDir: 'Desc',
        CustomerName: 'acme',
        UserName: 'ada',
        Password: ' \u00a0p\t',
      },
    },
  ])
})

test.each<[CookieMode, RegExp]>([
  ['strict', /^__Host-Http-crd=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/],
  ['embed', /^__Host-Http-crdp=[\w.-]+; Path=\/; HttpOnly; Secure; Partitioned; SameSite=None$/],
  ['localhost', /^crd_dev=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/],
])('in %s mode the cookie is set and cleared with the same attributes', async (mode, pattern) => {
  const { ask } = makeGateway(() => [], { cookieMode: mode })
  const headers = mode === 'localhost' ? LOCAL : {}
  const set = String((await ask({ ...signIn, headers })).headers['set-cookie'])
  expect(set).toMatch(pattern)
  const signOut = await ask({ method: 'DELETE', url: '/session', headers })
  expect(signOut.statusCode).toBe(204)
  expect(signOut.headers['set-cookie']).toBe(set.replace(/=[\w.-]+; /, '=; Max-Age=0; '))
})

test('the cookie of a sign-in is a session, and signing out ends it in the browser', async () => {
  const { ask } = makeGateway()
  const [cookie] = String((await ask(signIn)).headers['set-cookie']).split(';')
  const session = await ask({ method: 'GET', url: '/session', headers: { cookie } })
  expect(session.json()).toMatchObject({ authenticated: true, user: { userName: 'ada' } })
  expect((await ask({ method: 'GET', url: '/session' })).json()).toEqual({ authenticated: false })
  expect((await ask({ method: 'DELETE', url: '/session' })).statusCode).toBe(204)
})

test('two cookies of the name are no session', async () => {
  const { ask, config } = makeGateway()
  const cookie = await makeCookie(config)
  const headers = { cookie: `${cookie}; ${cookie}` }
  const session = await ask({ method: 'GET', url: '/session', headers })
  expect(session.json()).toEqual({ authenticated: false })
})

test('activity moves the idle end at most once a minute, and never the end', async () => {
  const { ask, config } = makeGateway()
  const touch = async (at: Date) =>
    ask({
      method: 'POST',
      url: '/session/touch',
      headers: { cookie: await makeCookie(config, at) },
    })
  const soon = await touch(minutesAgo(0.5))
  expect(soon.headers['set-cookie']).toBeUndefined()
  const later = await touch(minutesAgo(10))
  expect(later.headers['set-cookie']).toMatch(/^__Host-Http-crd=/)
  expect(later.json()).toMatchObject({
    idleEndsAt: '2026-08-06T16:30:00.000Z',
    endsAt: '2026-08-06T23:50:00.000Z',
  })
  const late = await touch(minutesAgo(31))
  expect(late.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
  expect(late.headers['set-cookie']).toBeUndefined()
})

test.each([
  [{}],
  [{ ...CREDENTIALS, password: '' }],
  [{ ...CREDENTIALS, password: null }],
  [{ ...CREDENTIALS, userName: ['ada'] }],
  [{ ...CREDENTIALS, password: 'x'.repeat(257) }],
  [{ ...CREDENTIALS, userName: 'ada\r\nroot' }],
  [{ ...CREDENTIALS, customerName: '\ud800' }],
  [[]],
])('credentials that cannot be right are refused without asking HostedSuite (%#)', async (body) => {
  const { ask, requests } = makeGateway()
  const answer = await ask({ ...signIn, payload: body })
  expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(requests).toEqual([])
})

test.each([
  ['auth', 401, 'INVALID_CREDENTIALS'],
  ['not-found', 401, 'INVALID_CREDENTIALS'],
  ['unreachable', 502, 'UNREACHABLE'],
  ['timeout', 504, 'TIMEOUT'],
  ['bad-response', 502, 'BAD_RESPONSE'],
  ['failed', 502, 'UPSTREAM_ERROR'],
] as const)('a sign-in that meets %s answers %i %s and no cookie', async (fault, status, code) => {
  const { ask } = makeGateway(() => {
    throw new HostedSuiteError(fault)
  })
  const answer = await ask(signIn)
  expect(answer.json()).toMatchObject({ status, code })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('no answer and no log line holds the password, whatever happens', async () => {
  const lines: string[] = []
  const failures = [new HostedSuiteError('auth'), new Error(`cannot use ${PASSWORD}`)]
  const { ask, askSignedIn, gateway } = makeGateway(
    () => {
      throw failures.pop() ?? new HostedSuiteError('failed', new Error(PASSWORD))
    },
    { logLevel: 'trace' },
    { log: { write: (line) => lines.push(line) } },
  )
  gateway.log.error(new Error(PASSWORD), `sent ${PASSWORD}`)
  const broken = `{"customerName":"acme","password":${JSON.stringify(PASSWORD)}`
  const json = { 'content-type': 'application/json' }
  const answers = [
    await ask(signIn),
    await ask(signIn),
    await ask(signIn),
    await ask({ method: 'POST', url: '/session', payload: broken, headers: json }),
    await askSignedIn({ method: 'GET', url: '/session' }),
    await askSignedIn({ method: 'GET', url: `/api/calls/call-1?${encodeURI(PASSWORD)}` }),
    await ask({ method: 'GET', url: `/%zz?${encodeURI(PASSWORD)}` }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 401, 502, 400, 200, 502, 400])
  for (const text of [...answers.map(({ body }) => body), ...lines]) {
    expect(text).not.toContain('secret')
  }
})

test('a request is one log line of known fields', async () => {
  const lines: string[] = []
  const { askSignedIn } = makeGateway(
    () => [],
    { logLevel: 'info' },
    { log: { write: (line) => lines.push(line) } },
  )
  const answer = await askSignedIn({ method: 'GET', url: '/api/calls/call-1?note=secret' })
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      requestId: answer.json().requestId,
      method: 'GET',
      route: '/api/calls/:id',
      status: 404,
      ms: expect.any(Number),
    },
  ])
})
