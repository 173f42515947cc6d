import { describe, expect, test } from 'vitest'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import {
  CREDENTIALS,
  makeCookie,
  makeGateway,
  makeList,
  makeRow,
  makeStateFile,
  NOW,
  QUERY,
} from './make-gateway.ts'
import { ProblemError } from './problems.ts'
import { createLocalState } from './shared-state/local-state.ts'
import type { SharedState } from './shared-state/shared-state.ts'

const clock = () => NOW
const readSession = { method: 'GET', url: '/session' } as const
const signOut = { method: 'DELETE', url: '/session' } as const
const touch = { method: 'POST', url: '/session/touch' } as const
const readCall = { method: 'GET', url: '/api/calls/call-1' } as const
const listCalls = { method: 'POST', url: '/api/calls', payload: QUERY } as const

const makeState = (file = makeStateFile()): SharedState => createLocalState({ file, clock })
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

type Ask = ReturnType<typeof makeGateway>['ask']

/** Nothing opens with this cookie any more. */
async function expectDead(ask: Ask, cookie: string): Promise<void> {
  const headers = { cookie }
  expect((await ask({ ...readSession, headers })).json()).toEqual({ authenticated: false })
  for (const request of [readCall, listCalls, touch]) {
    const answer = await ask({ ...request, headers })
    expect(answer.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
}

describe('T-07 T-10 a copy of the cookie', () => {
  test('is worthless after the sign-out, here and at the gateway beside', async () => {
    const sharedState = makeState()
    const { ask, startSession, requests } = makeGateway(() => [], {}, { sharedState })
    const beside = makeGateway(() => [], {}, { sharedState })
    const cookie = await startSession()
    expect((await ask({ ...listCalls, headers: { cookie } })).statusCode).toBe(200)
    expect((await ask({ ...signOut, headers: { cookie } })).statusCode).toBe(204)
    requests.length = 0
    await expectDead(ask, cookie)
    await expectDead(beside.ask, cookie)
    expect([...requests, ...beside.requests]).toEqual([])
  })

  test('is worthless after the sign-out of an idle page', async () => {
    const sharedState = makeState()
    const idle = makeGateway(() => [], {}, { sharedState })
    const cookie = await makeCookie(idle.config, minutesAgo(45))
    expect((await idle.ask({ ...signOut, headers: { cookie } })).statusCode).toBe(204)
    const patient = makeGateway(() => [], { sessionIdleMinutes: 60 }, { sharedState })
    await expectDead(patient.ask, cookie)
  })

  test.each([
    ['30 minutes without activity', 30],
    ['8 hours', 8 * 60],
  ])('is worthless after %s', async (_what, minutes) => {
    const { ask, config } = makeGateway()
    await expectDead(ask, await makeCookie(config, minutesAgo(minutes)))
  })

  test('does not touch the other sign-ins of the same person', async () => {
    const { ask, startSession } = makeGateway()
    const [one, other] = [await startSession(), await startSession()]
    await ask({ ...signOut, headers: { cookie: one } })
    expect((await ask({ ...listCalls, headers: { cookie: other } })).statusCode).toBe(200)
  })
})

test(
  'R-14 of 100 signed-out cookies none opens anything after a restart, nor with slow answers on their way',
  { timeout: 60_000 },
  async () => {
    const file = makeStateFile()
    const slow: (() => void)[] = []
    const { ask, startSession, config } = makeGateway(
      ({ body }) =>
        body.CallRecordId === undefined
          ? []
          : new Promise((resolve) => slow.push(() => resolve(makeList([makeRow()])))),
      {},
      { sharedState: makeState(file) },
    )
    const cookies = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        startSession({}, { ...CREDENTIALS, userName: `user-${at}` }),
      ),
    )
    // As many as HostedSuite is asked at a time.
    const reads = cookies.slice(0, 64).map((cookie) => ask({ ...readCall, headers: { cookie } }))
    while (slow.length < 64) await new Promise(setImmediate)
    await Promise.all(cookies.map((cookie) => ask({ ...signOut, headers: { cookie } })))
    for (const answer of slow) answer()
    for (const read of await Promise.all(reads)) {
      expect(read.statusCode).toBe(200)
      expect(read.headers['set-cookie']).toBeUndefined()
    }
    const restarted = makeGateway(() => [], config, { sharedState: makeState(file) })
    for (const cookie of cookies) {
      await expectDead(ask, cookie)
      await expectDead(restarted.ask, cookie)
    }
    expect(restarted.requests).toEqual([])
  },
)

test('T-11 a sign of life that was on its way brings no session back', async () => {
  const state = makeState()
  let hasSignedOut = false
  const { ask, config } = makeGateway(
    () => [],
    {},
    {
      sharedState: {
        ...state,
        // The person signs out just after the gateway has found the session to be open.
        async hasEnded(sid) {
          const hasEnded = await state.hasEnded(sid)
          if (!hasSignedOut) {
            hasSignedOut = true
            await ask({ ...signOut, headers: { cookie } })
          }
          return hasEnded
        },
      },
    },
  )
  const cookie = await makeCookie(config, minutesAgo(10))
  const answer = await ask({ ...touch, headers: { cookie } })
  expect(answer.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('T-14 reading calls every minute does not keep a session', async () => {
  let now = NOW
  const { ask, startSession } = makeGateway(() => [], {}, { clock: () => now })
  const cookie = await startSession()
  const statuses: number[] = []
  for (let minute = 0; minute < 31; minute++) {
    now = new Date(NOW.getTime() + minute * 60_000)
    const answer = await ask({ ...listCalls, headers: { cookie } })
    expect(answer.headers['set-cookie']).toBeUndefined()
    await ask({ ...readSession, headers: { cookie } })
    statuses.push(answer.statusCode)
  }
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 401])
})

test('L-18 who signs in over a session ends it, on every copy of its cookie', async () => {
  const { ask, startSession } = makeGateway()
  const old = await startSession()
  const fresh = await startSession({ cookie: old })
  await expectDead(ask, old)
  expect((await ask({ ...listCalls, headers: { cookie: fresh } })).statusCode).toBe(200)
})

test('a failed sign-in leaves the session that is there alone', async () => {
  const { ask, startSession } = makeGateway(({ body }) => {
    if (body.Password === 'wrong') throw new HostedSuiteError('auth')
    return []
  })
  const cookie = await startSession()
  const payload = { ...CREDENTIALS, password: 'wrong' }
  const answer = await ask({ method: 'POST', url: '/session', payload, headers: { cookie } })
  expect(answer.statusCode).toBe(401)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect((await ask({ ...listCalls, headers: { cookie } })).statusCode).toBe(200)
})

const refuse = () => {
  throw new HostedSuiteError('auth')
}

describe('T-18 R-12 credentials that HostedSuite has refused once', () => {
  test('are not sent again, from no tab and no gateway', async () => {
    const sharedState = makeState()
    const { ask, config, requests } = makeGateway(refuse, {}, { sharedState })
    const beside = makeGateway(refuse, {}, { sharedState })
    const cookie = await makeCookie(config)
    const first = await ask({ ...listCalls, headers: { cookie } })
    expect(first.json()).toMatchObject({ status: 401, code: 'UPSTREAM_AUTH_REJECTED' })
    expect(first.headers['set-cookie']).toBeUndefined()
    requests.length = 0
    await expectDead(ask, cookie)
    await expectDead(beside.ask, cookie)
    expect([...requests, ...beside.requests]).toEqual([])
  })

  test('are told of even where the end cannot be recorded', async () => {
    const { ask, config } = makeGateway(
      refuse,
      {},
      {
        sharedState: { ...makeState(), endSession: unavailable },
      },
    )
    const headers = { cookie: await makeCookie(config) }
    expect((await ask({ ...listCalls, headers })).json()).toMatchObject({
      status: 401,
      code: 'UPSTREAM_AUTH_REJECTED',
    })
  })
})

const unavailable = () => Promise.reject(new ProblemError('UNAVAILABLE'))

describe('where the shared state does not answer', () => {
  test('G-16 a sign-out says so, and the cookie stays for another try', async () => {
    const { ask, config } = makeGateway(
      () => [],
      {},
      {
        sharedState: { ...makeState(), endSession: unavailable },
      },
    )
    const answer = await ask({ ...signOut, headers: { cookie: await makeCookie(config) } })
    expect(answer.json()).toMatchObject({ status: 503, code: 'UNAVAILABLE', retryable: true })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('no session is taken for open', async () => {
    const { ask, config, requests } = makeGateway(
      () => [],
      {},
      {
        sharedState: { ...makeState(), hasEnded: unavailable },
      },
    )
    const headers = { cookie: await makeCookie(config) }
    for (const request of [readSession, readCall, listCalls, touch]) {
      const answer = await ask({ ...request, headers })
      expect(answer.json()).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(requests).toEqual([])
  })

  test('nobody can guess without being counted', async () => {
    const { ask, requests } = makeGateway(
      () => [],
      {},
      {
        sharedState: { ...makeState(), countAttempt: unavailable },
      },
    )
    const answer = await ask({ method: 'POST', url: '/session', payload: CREDENTIALS })
    expect(answer.json()).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
    expect(requests).toEqual([])
  })
})

const key = (kid: string, byte: number) => ({ kid, secret: new Uint8Array(32).fill(byte) })

test('T-05 a new key signs nobody out, a key that is dropped does', async () => {
  const [old, fresh] = [key('k1', 1), key('k2', 2)]
  const statuses = async (cookie: string, ...keySets: (typeof old)[][]) =>
    Promise.all(
      keySets.map(async (sessionKeys) => {
        const { ask } = makeGateway(() => [], { sessionKeys })
        return (await ask({ ...listCalls, headers: { cookie } })).statusCode
      }),
    )
  const before = await makeGateway(() => [], { sessionKeys: [old] }).startSession()
  const after = await makeGateway(() => [], { sessionKeys: [fresh, old] }).startSession()
  expect(await statuses(before, [old], [fresh, old], [fresh])).toEqual([200, 200, 401])
  expect(await statuses(after, [old], [fresh, old], [fresh])).toEqual([401, 200, 200])
})
