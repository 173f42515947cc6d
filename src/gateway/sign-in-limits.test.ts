import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { GatewayConfig } from './config.ts'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import { CREDENTIALS, makeGateway, NOW, PASSWORD } from './make-gateway.ts'
import { networkOf, userDigest } from './sign-in-limits.ts'

type Attempt = {
  userName?: string
  password?: string
  from?: string
  cookie?: string | undefined
  forwarded?: string
}

const WRONG = { password: 'wrong' }

/** A HostedSuite that knows one password, whoever asks, and a clock that the test moves by hand. */
function makeDoor(overrides: Partial<GatewayConfig> = {}) {
  let now = NOW.getTime()
  let fault: HostedSuiteError | undefined
  const { ask, requests } = makeGateway(
    ({ body }) => {
      if (fault !== undefined) throw fault
      if (body.Password !== PASSWORD) throw new HostedSuiteError('auth')
      return []
    },
    overrides,
    { clock: () => new Date(now) },
  )
  const signIn = ({ from, cookie, forwarded, ...credentials }: Attempt = {}) =>
    ask({
      method: 'POST',
      url: '/session',
      payload: { ...CREDENTIALS, ...credentials },
      headers: {
        ...(cookie !== undefined && { cookie }),
        ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
      },
      ...(from !== undefined && { remoteAddress: from }),
    })
  /** The statuses of so many attempts in a row. */
  const repeat = async (times: number, attempt: (index: number) => Attempt) => {
    const statuses: number[] = []
    for (let i = 0; i < times; i++) statuses.push((await signIn(attempt(i))).statusCode)
    return statuses
  }
  return {
    signIn,
    requests,
    repeat,
    advance: (seconds: number) => void (now += seconds * 1000),
    breakDown: (fresh: HostedSuiteError | undefined) => void (fault = fresh),
  }
}

const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`

function browserCookie(answer: LightMyRequestResponse): string {
  const cookie = answer.cookies.find(({ name }) => name === '__Host-Http-crdd')
  return `${cookie?.name}=${cookie?.value}`
}

test('L-09 five failures are refused as such, the sixth attempt is not made', async () => {
  const { signIn, repeat, requests, advance } = makeDoor()
  expect(await repeat(5, () => WRONG)).toEqual([401, 401, 401, 401, 401])
  const sixth = await signIn()
  expect(sixth.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfterSeconds: 30 })
  expect(sixth.headers['retry-after']).toBe('30')
  expect(sixth.headers['set-cookie']).toBeUndefined()
  expect(requests).toHaveLength(5)
  advance(30)
  expect((await signIn(WRONG)).statusCode).toBe(401)
  expect((await signIn()).json()).toMatchObject({ retryAfterSeconds: 60 })
  advance(60)
  expect((await signIn()).statusCode).toBe(200)
})

test('a sign-in that succeeds forgets the failures before it', async () => {
  const { repeat } = makeDoor()
  expect(await repeat(15, (i) => (i % 5 === 4 ? {} : WRONG))).not.toContain(429)
  expect(await repeat(5, () => WRONG)).not.toContain(429)
})

test('T-15 of 200 wrong passwords for many people from one address 50 are asked', async () => {
  const { signIn, repeat, requests, advance } = makeDoor()
  await repeat(200, (i) => ({ ...WRONG, userName: `user-${i}` }))
  expect(requests).toHaveLength(50)
  const answer = await signIn({ userName: 'somebody-else' })
  expect(answer.json()).toMatchObject({ status: 429, retryAfterSeconds: 900 })
  expect((await signIn({ from: '10.9.9.9' })).statusCode).toBe(200)
  advance(900)
  expect((await signIn({ userName: 'somebody-else' })).statusCode).toBe(200)
})

test('T-15 of 200 wrong passwords for one person from one address 5 are asked', async () => {
  const { repeat, requests } = makeDoor()
  await repeat(200, () => WRONG)
  expect(requests).toHaveLength(5)
})

test('T-15 of 200 wrong passwords for one person from many addresses 10 are asked', async () => {
  const { repeat, requests } = makeDoor()
  await repeat(200, (i) => ({ ...WRONG, from: address(i) }))
  expect(requests).toHaveLength(10)
})

test('T-15 of 30 wrong passwords at the same time at most 5 are asked', async () => {
  const { signIn, requests } = makeDoor()
  const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(WRONG)))
  expect(requests).toHaveLength(5)
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(25)
})

test('an office behind one address may sign in as often as it likes', async () => {
  const { repeat } = makeDoor()
  expect(await repeat(200, (i) => ({ userName: `user-${i}` }))).not.toContain(429)
})

describe(
  'T-16 R-13 L-10 an attacker cannot lock somebody out of a browser that they use',
  { timeout: 60_000 },
  () => {
    test('1,000 failures from elsewhere reach HostedSuite 10 times, and the person gets in', async () => {
      const { signIn, repeat, requests } = makeDoor()
      const cookie = browserCookie(await signIn())
      requests.length = 0
      await repeat(1000, (i) => ({ ...WRONG, from: address(i) }))
      expect(requests.length).toBeLessThanOrEqual(10)
      expect((await signIn({ from: '10.9.9.9' })).statusCode).toBe(429)
      expect((await signIn({ cookie, from: '10.9.9.9' })).statusCode).toBe(200)
    })

    test('nor from the same address', async () => {
      const { signIn, repeat } = makeDoor()
      const cookie = browserCookie(await signIn())
      await repeat(100, (i) => ({ ...WRONG, userName: `user-${i}` }))
      expect((await signIn()).statusCode).toBe(429)
      expect((await signIn({ cookie })).statusCode).toBe(200)
    })

    test('a known browser has its own five failures, and no more', async () => {
      const { signIn, repeat, requests } = makeDoor()
      const cookie = browserCookie(await signIn())
      requests.length = 0
      await repeat(200, (i) => ({ ...WRONG, cookie, from: address(i) }))
      expect(requests).toHaveLength(5)
      expect((await signIn({ from: '10.9.9.9' })).statusCode).toBe(200)
    })

    test('it is known for those alone who have signed in with it', async () => {
      const { signIn, repeat } = makeDoor()
      const cookie = browserCookie(await signIn({ userName: 'eve' }))
      await repeat(10, (i) => ({ ...WRONG, from: address(i) }))
      expect((await signIn({ cookie })).statusCode).toBe(429)
    })

    test('it knows several people, the last eight', async () => {
      const { signIn, repeat } = makeDoor()
      let cookie: string | undefined
      for (let i = 0; i < 9; i++) {
        cookie = browserCookie(await signIn({ userName: `user-${i}`, cookie }))
      }
      for (const userName of ['user-0', 'user-1', 'user-8']) {
        await repeat(10, (i) => ({ ...WRONG, userName, from: address(i) }))
      }
      expect((await signIn({ userName: 'user-8', cookie })).statusCode).toBe(200)
      expect((await signIn({ userName: 'user-1', cookie })).statusCode).toBe(200)
      expect((await signIn({ userName: 'user-0', cookie })).statusCode).toBe(429)
    })

    test.each(['', 'broken', 'eyJhbGciOiJkaXIifQ..a.b.c'])(
      'a browser with the cookie "%s" is any browser',
      async (value) => {
        const { signIn, repeat } = makeDoor()
        const cookie = `__Host-Http-crdd=${value}`
        expect((await signIn({ cookie })).statusCode).toBe(200)
        await repeat(10, (i) => ({ ...WRONG, from: address(i) }))
        expect((await signIn({ cookie })).statusCode).toBe(429)
      },
    )

    test('after 90 days without a sign-in a browser is any browser again', async () => {
      const { signIn, repeat, advance } = makeDoor()
      const cookie = browserCookie(await signIn())
      advance(90 * 24 * 3600)
      await repeat(10, (i) => ({ ...WRONG, from: address(i) }))
      expect((await signIn({ cookie })).statusCode).toBe(429)
    })
  },
)

test.each(['unreachable', 'timeout', 'bad-response', 'failed'] as const)(
  'L-12 a sign-in that meets %s is no failure',
  async (fault) => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { signIn, repeat, breakDown, advance } = makeDoor()
    await repeat(4, () => WRONG)
    breakDown(new HostedSuiteError(fault))
    expect(await repeat(60, () => ({}))).not.toContain(429)
    breakDown(undefined)
    // By then HostedSuite is asked again.
    vi.setSystemTime(NOW.getTime() + 5000)
    expect(await repeat(2, () => WRONG)).toEqual([401, 429])
    advance(30)
    breakDown(new HostedSuiteError(fault))
    await signIn()
    breakDown(undefined)
    expect((await signIn()).statusCode).toBe(200)
  },
)

describe('T-19 L-11 what a client says of its address counts for nothing', () => {
  test('without a proxy of ours', async () => {
    const { repeat, requests } = makeDoor()
    await repeat(200, (i) => ({ ...WRONG, forwarded: address(i) }))
    expect(requests).toHaveLength(5)
  })

  const TRUSTED = { trustedProxies: ['10.0.0.0/8', 'fd00::/8'] }

  test.each<[string, (index: number) => string]>([
    ['an invented address', (i) => `${address(i)}, 203.0.113.7`],
    ['an invented chain of our own proxies', (i) => `198.51.100.${i}, 10.0.0.${i}, 203.0.113.7`],
    ['no address at all', (i) => `unknown-${i}, 203.0.113.7`],
    ['an IPv6 address', (i) => `fd00::${i}, 2001:db8::${i}, 203.0.113.7`],
    ['one proxy more', (i) => `198.51.100.${i}, 203.0.113.7, 10.0.0.9`],
  ])('through a proxy of ours: %s', async (_what, forwarded) => {
    const { repeat, requests } = makeDoor(TRUSTED)
    await repeat(200, (i) => ({ ...WRONG, from: '10.0.0.1', forwarded: forwarded(i) }))
    expect(requests).toHaveLength(5)
  })

  test('through somebody else, who claims to be a proxy', async () => {
    const { repeat, requests } = makeDoor(TRUSTED)
    await repeat(200, (i) => ({ ...WRONG, from: '203.0.113.7', forwarded: `198.51.100.${i}` }))
    expect(requests).toHaveLength(5)
  })

  test('people behind a proxy of ours are told apart', async () => {
    const { signIn, repeat } = makeDoor(TRUSTED)
    await repeat(6, () => ({ ...WRONG, from: '10.0.0.1', forwarded: '203.0.113.7' }))
    const one = await signIn({ from: '10.0.0.1', forwarded: '203.0.113.7' })
    const other = await signIn({ from: '10.0.0.1', forwarded: '203.0.113.8' })
    expect([one.statusCode, other.statusCode]).toEqual([429, 200])
  })

  test('one network of IPv6 is one address', async () => {
    const { repeat, requests } = makeDoor()
    await repeat(200, (i) => ({ ...WRONG, from: `2001:db8:1:2:${i.toString(16)}::1` }))
    expect(requests).toHaveLength(5)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:2::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['1::5:6:7:8:9', '1:0:0:5'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (from, network) => {
  expect(networkOf(from)).toBe(network)
})

const spelled = (userName: string, customerName = 'Acme') => userDigest({ customerName, userName })

test('spellings that a database may take for one person are counted as one', () => {
  for (const name of ['ADA', 'ada ', ' ada', 'a\u00a0da', 'ａｄａ', 'a\u200bda', '\u2060ada']) {
    expect(spelled(name)).toBe(spelled('ada'))
  }
  expect(spelled('ada', 'ACME ')).toBe(spelled('ada'))
  expect(spelled('adb')).not.toBe(spelled('ada'))
  expect(spelled('a', 'da')).not.toBe(spelled('ada', ''))
})
