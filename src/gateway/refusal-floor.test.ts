import { expect, test } from 'vitest'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import { CREDENTIALS, makeGateway, NOW } from './make-gateway.ts'

const FLOOR_MS = 400
const signIn = { method: 'POST', url: '/session', payload: CREDENTIALS } as const

/** A HostedSuite that takes so long to refuse, and a clock that stands still but for that and the waiting. */
function makeSlowRefusal(tookMs: number, refusal: () => unknown) {
  let now = NOW.getTime()
  const pass = (ms: number) => void (now += ms)
  const { ask } = makeGateway(
    () => {
      pass(tookMs)
      return refusal()
    },
    {},
    { clock: () => new Date(now), wait: async (ms) => pass(ms) },
  )
  return { ask, elapsed: () => now - NOW.getTime() }
}

const REFUSALS: [string, () => HostedSuiteError][] = [
  ['a wrong password', () => new HostedSuiteError('auth')],
  [
    'an unknown user',
    () => new HostedSuiteError('auth', { cause: new Error('No such user: ada') }),
  ],
  ['an unknown customer', () => new HostedSuiteError('not-found')],
  ['a locked user', () => new HostedSuiteError('auth', { cause: new Error('User ada is locked') })],
]

test('T-17 L-08 whatever was wrong, the refusal is the same in status, size and body', async () => {
  const answers = await Promise.all(
    REFUSALS.map(([, refusal]) =>
      makeSlowRefusal(1, () => {
        throw refusal()
      }).ask(signIn),
    ),
  )
  const [first, ...others] = answers.map(({ statusCode, headers, body, json }) => ({
    statusCode,
    headers: { ...headers, date: undefined },
    size: body.length,
    body: { ...json(), requestId: undefined },
  }))
  expect(first).toMatchObject({ statusCode: 401, body: { code: 'INVALID_CREDENTIALS' } })
  for (const other of others) expect(other).toEqual(first)
})

test.each(REFUSALS)(
  'T-17 L-08 %s is answered after 400 ms, however fast it was found',
  async (_what, refusal) => {
    for (const tookMs of [0, 1, 250, 399]) {
      const { ask, elapsed } = makeSlowRefusal(tookMs, () => {
        throw refusal()
      })
      expect((await ask(signIn)).statusCode).toBe(401)
      expect(elapsed()).toBe(FLOOR_MS)
    }
  },
)

test('nothing else is held back', async () => {
  const late = makeSlowRefusal(900, () => {
    throw new HostedSuiteError('auth')
  })
  await late.ask(signIn)
  expect(late.elapsed()).toBe(900)
  const down = makeSlowRefusal(3, () => {
    throw new HostedSuiteError('failed')
  })
  await down.ask(signIn)
  expect(down.elapsed()).toBe(3)
  const right = makeSlowRefusal(3, () => [])
  await right.ask(signIn)
  expect(right.elapsed()).toBe(3)
})

test('too many failures are answered at once', async () => {
  const { ask, elapsed } = makeSlowRefusal(0, () => {
    throw new HostedSuiteError('auth')
  })
  for (let i = 0; i < 5; i++) await ask(signIn)
  expect((await ask(signIn)).statusCode).toBe(429)
  expect(elapsed()).toBe(5 * FLOOR_MS)
})
