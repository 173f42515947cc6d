import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fault, HostedSuiteError } from './hostedsuite/errors.ts'
import { describeError, logBreaker } from './log.ts'
import { CREDENTIALS, makeGateway, makeStateFile, NOW, PASSWORD, QUERY } from './make-gateway.ts'
import { createLocalState } from './shared-state/local-state.ts'

const signIn = { method: 'POST', url: '/session', payload: CREDENTIALS } as const

/** A gateway that logs all it can, and what it has logged. */
function makeLogged(
  answer?: Parameters<typeof makeGateway>[0],
  dependencies?: Parameters<typeof makeGateway>[2],
) {
  const written: string[] = []
  const log = { write: (line: string) => void written.push(line) }
  const made = makeGateway(answer, { logLevel: 'trace' }, { ...dependencies, log })
  const lines = () => written.map((line): Record<string, unknown> => JSON.parse(line))
  return { ...made, written, lines }
}

test('sign-ins, sign-outs and refusals are told by code', async () => {
  const { ask, lines } = makeLogged(({ body }) => {
    if (body.UserName === 'eve') throw new HostedSuiteError('auth')
    return []
  })
  await ask({ ...signIn, payload: { ...CREDENTIALS, userName: 'eve' } })
  const [cookie = ''] = String((await ask(signIn)).headers['set-cookie']).split(';')
  await ask({ method: 'DELETE', url: '/session', headers: { cookie } })
  await ask({ method: 'POST', url: '/session/touch', headers: { cookie } })
  await ask({ ...signIn, headers: { origin: 'https://elsewhere.example' } })
  expect(lines().map(({ status, code }) => ({ status, code }))).toEqual([
    { status: 401, code: 'INVALID_CREDENTIALS' },
    { status: 200, code: 'SIGNED_IN' },
    { status: 204, code: 'SIGNED_OUT' },
    { status: 401, code: 'SESSION_EXPIRED' },
    { status: 403, code: 'FORBIDDEN' },
  ])
})

test('an attempt that met the limit of sign-ins is told by code', async () => {
  const { ask, lines } = makeLogged(() => {
    throw new HostedSuiteError('auth')
  })
  for (let attempt = 0; attempt < 6; attempt += 1) await ask(signIn)
  const codes = lines().map(({ code }) => code)
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(['INVALID_CREDENTIALS']))
  expect(codes.at(-1)).toBe('RATE_LIMITED')
})

test('lines of one person and of one session can be told apart, and name nobody', async () => {
  const { ask, lines } = makeLogged()
  const cookies: string[] = []
  for (const userName of ['lovelace', 'LoveLace', 'babbage']) {
    const answer = await ask({ ...signIn, payload: { ...CREDENTIALS, userName } })
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';')
    cookies.push(cookie)
  }
  await ask({ method: 'GET', url: '/session', headers: { cookie: cookies[0] } })
  const [first, second, third, again] = lines()
  expect(first?.user).toMatch(/^[\w-]{16}$/)
  expect(second?.user).toBe(first?.user)
  expect(third?.user).not.toBe(first?.user)
  expect(again).toMatchObject({ user: first?.user, session: first?.session })
  expect(second?.session).not.toBe(first?.session)
  expect(JSON.stringify(lines())).not.toMatch(/acme|lovelace|babbage/i)
})

test(
  'whatever somebody types as a name, a line stays one line and does not hold it',
  { timeout: 60_000 },
  async () => {
    const { ask, written } = makeLogged()
    const breaking = fc.constantFrom(
      '\r\n',
      '\n',
      '\0',
      '\u001b[31m',
      '\u2028',
      '\u202e',
      '"}',
      '\ud800',
    )
    const name = fc
      .tuple(fc.string({ unit: 'binary', maxLength: 40 }), breaking)
      .map(([text, part]) => `forged${part}${text}`)
    await fc.assert(
      fc.asyncProperty(name, name, async (customerName, userName) => {
        written.length = 0
        await ask({ ...signIn, payload: { ...CREDENTIALS, customerName, userName } })
        expect(written).toHaveLength(1)
        expect(written[0]).toMatch(/^\{[ -~]+\}\n$/)
        expect(written[0]).not.toContain('forged')
      }),
    )
  },
)

/** All the forms in which a text could have slipped into a line. */
function disguises(text: string): string[] {
  const base64 = [0, 1, 2].flatMap((offset) => {
    // In the middle of something longer it falls on one of three alignments; its ends share letters with others.
    const encoded = Buffer.from('\0'.repeat(offset) + text).toString('base64')
    const own = encoded.slice(offset === 0 ? 0 : 4, -4)
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
    encodeURIComponent(text),
    encodeURI(text),
    new URLSearchParams({ '': text }).toString().slice(1),
    Buffer.from(text).toString('hex'),
    ...base64,
  ]
}

const FAULTS: Fault[] = [
  'auth',
  'not-found',
  'refused',
  'busy',
  'unreachable',
  'timeout',
  'gone',
  'bad-response',
  'too-large',
  'failed',
  'outcome-unknown',
]

/** Failures that carry the password wherever an error can carry something. */
const failures: unknown[] = [
  ...FAULTS.map((fault) => new HostedSuiteError(fault, { cause: new Error(`sent ${PASSWORD}`) })),
  ...FAULTS.map((fault) => new HostedSuiteError(fault, { cause: { password: PASSWORD } })),
  new HostedSuiteError('refused', { members: [PASSWORD] }),
  new Error(PASSWORD, { cause: new Error(PASSWORD) }),
  new Error(`cannot use\n    at ${PASSWORD}\n    at ${PASSWORD} (file:1:1)`),
  Object.assign(new Error('failed'), { code: PASSWORD, body: PASSWORD, statusCode: 500 }),
  Object.assign(new Error('failed'), { name: PASSWORD, url: encodeURI(PASSWORD) }),
  new AggregateError([new Error(PASSWORD)], PASSWORD),
  PASSWORD,
  { code: PASSWORD },
  undefined,
]

test.each(failures.map((failure, index) => [index, failure]))(
  'no line and no answer holds the password in any form, however HostedSuite fails (%i)',
  async (_index, failure) => {
    const { ask, askSignedIn, written } = makeLogged(() => {
      throw failure
    })
    const answers = [
      await ask(signIn),
      await askSignedIn({ method: 'POST', url: '/api/calls', payload: QUERY }),
      await askSignedIn({ method: 'GET', url: '/api/calls/call-1' }),
      await askSignedIn({
        method: 'PUT',
        url: '/api/calls/call-1/notes',
        payload: { opId: crypto.randomUUID(), base: '', text: PASSWORD },
      }),
    ]
    expectNoPassword([...written, ...answers.map(({ body }) => body)])
    for (const { statusCode } of answers) expect(statusCode).toBeGreaterThanOrEqual(400)
  },
)

test('no line and no answer holds the password in any form, whatever is sent (F-16)', async () => {
  const { ask, askSignedIn, gateway, written } = makeLogged()
  gateway.log.error(new Error(PASSWORD), `sent ${PASSWORD}`)
  gateway.log.error({ password: PASSWORD, err: new Error(PASSWORD), code: 'E' }, PASSWORD)
  const json = { 'content-type': 'application/json' }
  const encoded = encodeURIComponent(PASSWORD)
  const basic = `Basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`
  const answers = [
    await ask(signIn),
    await ask({ ...signIn, payload: `{"password":${JSON.stringify(PASSWORD)}`, headers: json }),
    await ask({ ...signIn, payload: { password: PASSWORD } }),
    await ask({
      ...signIn,
      payload: `password=${encoded}`,
      headers: { 'content-type': 'text/plain' },
    }),
    await ask({ ...signIn, payload: JSON.stringify(PASSWORD).repeat(10_000), headers: json }),
    await ask({ ...signIn, url: `/session?Password=${encoded}` }),
    await ask({ method: 'GET', url: `/calls?direction=incoming&Password=${encoded}` }),
    await ask({ method: 'GET', url: `/%zz?${encoded}` }),
    await ask({ method: 'GET', url: `/${encoded}` }),
    await ask({ method: 'GET', url: `/api/${encoded}` }),
    await askSignedIn({ method: 'GET', url: `/api/calls/${encoded}` }),
    await askSignedIn({ method: 'GET', url: '/session' }),
    await ask({ method: 'GET', url: '/session', headers: { authorization: basic } }),
    await ask({
      method: 'GET',
      url: '/session',
      headers: { cookie: `__Host-Http-crd=${encoded}` },
    }),
    await ask({ method: 'GET', url: '/session', headers: { origin: PASSWORD } }),
    await ask({ method: 'GET', url: '/metrics' }),
  ]
  expectNoPassword([...written, ...answers.map(({ body }) => body)])
})

const fail = () => Promise.reject(new Error(`redis://:${PASSWORD}@valkey`))

test('no line and no answer holds the password in any form when the shared state fails', async () => {
  const sharedState = {
    ...createLocalState({ file: makeStateFile(), clock: () => NOW }),
    endSession: fail,
    hasEnded: fail,
    countAttempt: fail,
    forgiveAttempt: fail,
  }
  const { ask, askSignedIn, written } = makeLogged(() => [], { sharedState })
  const answers = [
    await ask(signIn),
    await askSignedIn({ method: 'GET', url: '/api/calls/call-1' }),
    await askSignedIn({ method: 'DELETE', url: '/session' }),
  ]
  expectNoPassword([...written, ...answers.map(({ body }) => body)])
})

function expectNoPassword(texts: string[]): void {
  for (const text of texts) {
    for (const disguise of disguises(PASSWORD)) expect(text).not.toContain(disguise)
  }
}

test('the breaker is told of when it opens and when it closes, once each', () => {
  const { gateway, lines } = makeLogged()
  const note = logBreaker(gateway.log)
  const refused = 'refused-by-breaker'
  for (const outcome of ['ok', 'timeout', refused, refused, 'timeout', 'ok', 'ok'] as const) {
    note({ operation: 'list', outcome, ms: 1 })
  }
  expect(lines().map(({ code }) => code)).toEqual(['BREAKER_OPEN', 'BREAKER_CLOSED'])
})

test('of an error only its code and its stack frames are told', () => {
  const error = Object.assign(new Error('secret\n    at secret (secret:1:1)'), {
    code: 'ECONNRESET',
  })
  const { cause, at = [] } = describeError(error)
  expect(cause).toBe('ECONNRESET')
  expect(at.length).toBeGreaterThan(0)
  expect(at.join()).not.toContain('secret')
  expect(at[0]).toContain('log.test.ts')
})

test('of an error whose message was changed, or that is none, nothing is told', () => {
  const error = new Error('secret')
  expect(error.stack).toContain('secret')
  error.message = 'another one'
  expect(describeError(error)).toEqual({ at: [] })
  expect(describeError('secret')).toEqual({})
})
