import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, test } from 'vitest'
import type { CookieMode } from './config.ts'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import { CREDENTIALS, makeCookie, makeGateway, NOW, PASSWORD } from './make-gateway.ts'

const signIn = { method: 'POST', url: '/session', payload: CREDENTIALS } as const
const readSession = { method: 'GET', url: '/session' } as const
const signOut = { method: 'DELETE', url: '/session' } as const
const readCall = { method: 'GET', url: '/api/calls/call-1' } as const
const cookiesOf = ({ headers }: LightMyRequestResponse) => [headers['set-cookie'] ?? []].flat()
const LOCAL = { host: 'localhost:4173', origin: 'http://localhost:4173' }
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

test('L-02 signing in asks HostedSuite once for one row, with the credentials exactly as typed', async () => {
  const { ask, requests } = makeGateway()
  const answer = await ask({ ...signIn, payload: { ...CREDENTIALS, password: ' \u00a0p\t' } })
  expect(answer.json()).toEqual({
    authenticated: true,
    id: expect.stringMatching(/^[\w-]{22}$/),
    user: { customerName: 'acme', userName: 'ada' },
    timeZone: 'America/New_York',
    idleEndsAt: '2026-08-06T16:30:00.000Z',
    endsAt: '2026-08-07T00:00:00.000Z',
    draftKeys: [{ id: expect.stringMatching(/./), key: expect.stringMatching(/^[\w-]{43}$/) }],
    services: { rating: false, crm: false },
  })
  expect(requests).toEqual([
    {
      path: '/api/calls',
      kind: 'read',
      body: {
        ItemsPerPage: 1,
        DisableStats: true,
        SortDir: 'Desc',
        CustomerName: 'acme',
        UserName: 'ada',
        Password: ' \u00a0p\t',
      },
    },
  ])
})

const VALUE = String.raw`[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+`

test.each<[CookieMode, string[], string]>([
  [
    'strict',
    ['__Host-Http-crd', '__Host-Http-crdd', '__Host-Http-crdt'],
    'Secure; SameSite=Strict',
  ],
  [
    'embed',
    ['__Host-Http-crdp', '__Host-Http-crddp', '__Host-Http-crdtp'],
    'Secure; Partitioned; SameSite=None',
  ],
  ['localhost', ['crd_dev', 'crd_dev_device', 'crd_dev_probe'], 'SameSite=Strict'],
])('in %s mode the cookies are named and set as tabled', async (mode, names, attributes) => {
  const [session, browser, probe] = names
  const { ask } = makeGateway(() => [], { cookieMode: mode })
  const headers = mode === 'localhost' ? LOCAL : {}
  const common = `Path=/; HttpOnly; ${attributes}`
  expect(cookiesOf(await ask({ ...signIn, headers }))).toEqual([
    expect.stringMatching(new RegExp(`^${session}=${VALUE}; ${common}$`)),
    expect.stringMatching(new RegExp(`^${browser}=${VALUE}; Max-Age=7776000; ${common}$`)),
  ])
  expect(cookiesOf(await ask({ ...readSession, headers }))).toEqual([
    `${probe}=1; Max-Age=60; ${common}`,
  ])
  const signedOut = await ask({ ...signOut, headers })
  expect(signedOut.statusCode).toBe(204)
  expect(cookiesOf(signedOut)).toContain(`${session}=; Max-Age=0; ${common}`)
})

test.each<[CookieMode, string[]]>([
  ['strict', ['__Host-Http-crd', '__Host-Http-crdp']],
  ['embed', ['__Host-Http-crd', '__Host-Http-crdp']],
  ['localhost', ['crd_dev']],
])('in %s mode signing out clears what another mode may have left', async (cookieMode, names) => {
  const { ask } = makeGateway(() => [], { cookieMode })
  const answer = await ask({ ...signOut, headers: cookieMode === 'localhost' ? LOCAL : {} })
  expect(answer.cookies.map(({ name }) => name)).toEqual(names)
})

test('the cookie of a sign-in is a session, and signing out is as good without one', async () => {
  const { ask, startSession } = makeGateway()
  const cookie = await startSession()
  const session = await ask({ ...readSession, headers: { cookie } })
  expect(session.json()).toMatchObject({ authenticated: true, user: { userName: 'ada' } })
  expect(session.headers['set-cookie']).toBeUndefined()
  expect((await ask(readSession)).json()).toEqual({ authenticated: false })
  for (const headers of [{}, { cookie: '__Host-Http-crd=dead' }, { cookie }, { cookie }]) {
    expect((await ask({ ...signOut, headers })).statusCode).toBe(204)
  }
})

test('a page can find out whether cookies come back', async () => {
  const { ask } = makeGateway()
  const probe = { method: 'GET', url: '/session/probe' } as const
  expect((await ask(probe)).json()).toEqual({ cookies: false })
  const [set] = cookiesOf(await ask(readSession))
  const [cookie] = String(set).split(';')
  expect((await ask({ ...probe, headers: { cookie } })).json()).toEqual({ cookies: true })
})

test.each(['/session?Password=x', '/session?a=b', '/session/touch?a', '/session/probe?callback=x'])(
  'T-03 nothing that was typed may be in an address: %s',
  async (url) => {
    const { ask, requests } = makeGateway()
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const answer = await ask({ method, url, payload: CREDENTIALS })
      expect([400, 405]).toContain(answer.statusCode)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(requests).toEqual([])
  },
)

describe('T-12 two cookies of the name', () => {
  test('are no session, whichever of them is good', async () => {
    const { ask, startSession, config } = makeGateway()
    const cookie = await startSession()
    for (const other of [cookie, '__Host-Http-crd=tossed', await makeCookie(config)]) {
      for (const both of [`${cookie}; ${other}`, `${other}; ${cookie}`]) {
        const answer = await ask({ ...readSession, headers: { cookie: both } })
        expect(answer.json()).toEqual({ authenticated: false })
        expect(cookiesOf(answer)).toEqual([
          expect.stringMatching(/^__Host-Http-crd=; Max-Age=0; .*SameSite=Strict$/),
          expect.stringMatching(/^__Host-Http-crdp=; Max-Age=0; .*Partitioned; SameSite=None$/),
          expect.stringMatching(/^__Host-Http-crdt=1; /),
        ])
        const refused = await ask({ ...readCall, headers: { cookie: both } })
        expect(refused.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
      }
    }
  })

  test('are both ended by signing out', async () => {
    const { ask, startSession } = makeGateway()
    const cookies = [await startSession(), await startSession()]
    await ask({ ...signOut, headers: { cookie: cookies.join('; ') } })
    for (const cookie of cookies) {
      expect((await ask({ ...readSession, headers: { cookie } })).json()).toEqual({
        authenticated: false,
      })
    }
  })
})

test('activity moves the idle end at most once a minute, and never the end', async () => {
  const { ask, config } = makeGateway()
  const touchAt = async (at: Date) =>
    ask({
      method: 'POST',
      url: '/session/touch',
      headers: { cookie: await makeCookie(config, at) },
    })
  const soon = await touchAt(minutesAgo(0.5))
  expect(soon.headers['set-cookie']).toBeUndefined()
  const later = await touchAt(minutesAgo(10))
  expect(later.headers['set-cookie']).toMatch(/^__Host-Http-crd=/)
  expect(later.json()).toMatchObject({
    idleEndsAt: '2026-08-06T16:30:00.000Z',
    endsAt: '2026-08-06T23:50:00.000Z',
  })
  const late = await touchAt(minutesAgo(31))
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
  [{ ...CREDENTIALS, userName: '   ' }],
  [{ ...CREDENTIALS, userName: { name: 'ada' } }],
  [{ ...CREDENTIALS, customerName: 7 }],
  [{ ...CREDENTIALS, password: 'x'.repeat(10_000) }],
  [{ ...CREDENTIALS, password: '\udc00\ud800' }],
  [{ ...CREDENTIALS, userName: 'ada\0' }],
  [{ customerName: 'acme', userName: 'ada' }],
])(
  'L-01 L-04 L-06 L-07 credentials that cannot be right are refused without asking HostedSuite (%#)',
  async (body) => {
    const { ask, requests } = makeGateway()
    const answer = await ask({ ...signIn, payload: body })
    expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(requests).toEqual([])
  },
)

test.each([
  ['auth', 401, 'INVALID_CREDENTIALS'],
  ['not-found', 401, 'INVALID_CREDENTIALS'],
  ['unreachable', 502, 'UNREACHABLE'],
  ['timeout', 504, 'TIMEOUT'],
  ['bad-response', 502, 'BAD_RESPONSE'],
  ['failed', 502, 'UPSTREAM_ERROR'],
] as const)(
  'L-12 L-13 a sign-in that meets %s answers %i %s and no cookie',
  async (fault, status, code) => {
    const { ask } = makeGateway(() => {
      throw new HostedSuiteError(fault)
    })
    const answer = await ask(signIn)
    expect(answer.json()).toMatchObject({ status, code })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['set-cookie']).toBeUndefined()
  },
)

test('no answer and no log line holds the password, whatever happens', async () => {
  const lines: string[] = []
  const failures = [new HostedSuiteError('auth'), new Error(`cannot use ${PASSWORD}`)]
  const { ask, askSignedIn, gateway } = makeGateway(
    () => {
      throw failures.pop() ?? new HostedSuiteError('failed', { cause: new Error(PASSWORD) })
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
      code: 'NOT_FOUND',
      user: expect.any(String),
      session: expect.any(String),
    },
  ])
})
