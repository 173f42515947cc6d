import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeConfig, makeCookie, makeGateway, NOW, QUERY } from './make-gateway.ts'
import { sealSession } from './session-seal.ts'

const TEN_THOUSAND = 10_000

/** Two spellings of base64url may mean the same bytes: only other bytes are another cookie. */
const bytesOf = (cookie: string) =>
  cookie
    .slice(cookie.indexOf('=') + 1)
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.')

test(
  'T-13 G-14 of 10,000 mutated cookies none opens anything, and none makes the gateway fail',
  { timeout: 120_000 },
  async () => {
    const { ask, config, requests } = makeGateway()
    const good = await makeCookie(config)
    const at = fc.nat({ max: good.length })
    const printable = fc.stringMatching(/^[AZaz09_.=+/~!*"{}%$ ,;-]{0,8}$/)
    const mutated = fc.oneof(
      // Cut, changed, and with a piece doubled or moved.
      fc
        .tuple(at, printable, fc.nat({ max: 8 }))
        .map(([i, text, cut]) => good.slice(0, i) + text + good.slice(i + cut)),
      at.map((i) => good.slice(0, i)),
      fc.tuple(at, at).map(([i, j]) => good.slice(0, i) + good.slice(j)),
      fc.tuple(at, at).map(([i, j]) => good.slice(0, Math.max(i, j)) + good.slice(Math.min(i, j))),
      printable.map((text) => `__Host-Http-crd=${text}`),
      fc.nat({ max: 4 }).map((dots) => `__Host-Http-crd=${'.'.repeat(dots)}`),
    )
    await fc.assert(
      fc.asyncProperty(mutated, fc.boolean(), async (cookie, isRead) => {
        fc.pre(!cookie.includes(';') && bytesOf(cookie.trim()) !== bytesOf(good))
        const request = isRead
          ? ({ method: 'GET', url: '/session' } as const)
          : ({ method: 'POST', url: '/api/calls', payload: QUERY } as const)
        const answer = await ask({ ...request, headers: { cookie } })
        if (isRead) expect(answer.json()).toEqual({ authenticated: false })
        else expect(answer.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
      }),
      { numRuns: TEN_THOUSAND },
    )
    expect(requests).toEqual([])
  },
)

const seconds = NOW.getTime() / 1000

test.each<[string, () => Promise<string>]>([
  ['with an old key', () => makeCookie(makeConfig({ sessionKeys: [key('b')] }))],
  ['with another key of the same name', () => makeCookie(makeConfig({ sessionKeys: [key('a')] }))],
  ['from the future', () => makeCookie(makeConfig(), new Date(NOW.getTime() + 61_000))],
  ['of another origin', () => makeCookie(makeConfig({ publicOrigin: 'https://test.example.com' }))],
  ['of another mode', () => makeCookie(makeConfig({ cookieMode: 'embed' }))],
  ['of 8 KB', async () => `__Host-Http-crd=${'a'.repeat(8192)}`],
  [
    'whose end is before its beginning',
    async () => {
      const session = {
        sid: 'sid',
        credentials: { customerName: 'a', userName: 'b', password: 'c' },
      }
      const times = { issuedAt: seconds, lastActiveAt: seconds, endsAt: seconds - 1 }
      return `__Host-Http-crd=${await sealSession({ ...session, ...times }, makeConfig())}`
    },
  ],
])(
  'G-14 T-06 T-08 a cookie %s is refused, and cleared by the session route',
  async (_what, makeBroken) => {
    const { ask, requests } = makeGateway()
    const headers = { cookie: await makeBroken() }
    const refused = await ask({ method: 'GET', url: '/api/calls/call-1', headers })
    expect(refused.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
    expect(refused.headers['set-cookie']).toBeUndefined()
    const answer = await ask({ method: 'GET', url: '/session', headers })
    expect(answer.json()).toEqual({ authenticated: false })
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-Http-crd', value: '', maxAge: 0 })
    expect(requests).toEqual([])
  },
)

const key = (kid: string) => ({ kid, secret: new Uint8Array(32).fill(9) })
