import * as fc from 'fast-check'
import { EncryptJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { type Credentials, CredentialsSchema } from '../contract/session.ts'
import { cookieName } from './cookies.ts'
import { CREDENTIALS, makeConfig, NOW, ORIGIN } from './make-gateway.ts'
import { seal } from './seal.ts'
import { isIdle, openSession, type SealedSession, sealSession } from './session-seal.ts'

const config = makeConfig()
const seconds = NOW.getTime() / 1000
const session: SealedSession = {
  sid: 'sid',
  credentials: CREDENTIALS,
  issuedAt: seconds,
  lastActiveAt: seconds,
  endsAt: seconds + 3600,
}
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

test('a sealed session opens as it was, and the cookie does not show it', async () => {
  const sealed = await sealSession(session, config)
  expect(await openSession(sealed, config, NOW)).toEqual(session)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(CREDENTIALS.userName)
})

test('T-07 a session is idle after its idle time without activity', () => {
  expect(isIdle(session, config, after(29.9))).toBe(false)
  expect(isIdle(session, config, after(30))).toBe(true)
})

test('T-07 a session ends at its end, however active', async () => {
  const sealed = await sealSession({ ...session, lastActiveAt: session.endsAt - 60 }, config)
  expect(await openSession(sealed, config, after(59.5))).not.toBeNull()
  expect(await openSession(sealed, config, after(60))).toBeNull()
})

test('T-08 a session from the future is refused, a clock a little ahead is not', async () => {
  const sealed = await sealSession(session, config)
  expect(await openSession(sealed, config, after(-2))).toBeNull()
  expect(await openSession(sealed, config, after(-0.5))).not.toBeNull()
})

test('T-05 an older key still opens, a key that is gone does not', async () => {
  const old = { kid: 'old', secret: new Uint8Array(32).fill(9) }
  const sealed = await sealSession(session, { ...config, sessionKeys: [old] })
  const both = { ...config, sessionKeys: [...config.sessionKeys, old] }
  expect(await openSession(sealed, both, NOW)).toEqual(session)
  expect(await openSession(sealed, config, NOW)).toBeNull()
})

test('T-06 a seal is good for no other mode and no other origin', async () => {
  const sealed = await sealSession(session, config)
  expect(await openSession(sealed, { ...config, cookieMode: 'embed' }, NOW)).toBeNull()
  expect(await openSession(sealed, { ...config, publicOrigin: 'https://b.test' }, NOW)).toBeNull()
})

/** What the gateway itself would never seal, with its own key. */
const encrypt = (claims: object) =>
  new EncryptJWT({ aud: `__Host-Http-crd|strict|${ORIGIN}`, ...claims })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'a' })
    .encrypt(config.sessionKeys[0]?.secret ?? new Uint8Array(32))

const claims = { sid: 'sid', act: seconds, credentials: CREDENTIALS }
const times = { iat: seconds, exp: seconds + 60 }

test.each([
  ['an older shape', { user: 'ada', ...times }],
  ['no end', { ...claims, iat: seconds }],
  ['no beginning', { ...claims, exp: seconds + 60 }],
  ['an end that is no time', { ...claims, ...times, exp: 'never' }],
  ['its beginning in the future', { ...claims, ...times, iat: seconds + 61 }],
  ['its last activity in the future', { ...claims, ...times, act: seconds + 61 }],
])('T-08 a seal with %s is refused', async (_what, wrong) => {
  expect(await openSession(await encrypt({ ...claims, ...times }), config, NOW)).not.toBeNull()
  expect(await openSession(await encrypt(wrong), config, NOW)).toBeNull()
})

test('the cookie of a known browser is no session', async () => {
  const sealed = await seal('browser', claims, { issuedAt: seconds, endsAt: seconds + 60 }, config)
  expect(await openSession(sealed, config, NOW)).toBeNull()
})

test('no cookie opens nothing', async () => {
  expect(await openSession(undefined, config, NOW)).toBeNull()
})

test('T-13 a mutated cookie opens nothing and never throws', async () => {
  const sealed = await sealSession(session, config)
  const position = fc.nat({ max: sealed.length - 1 })
  await fc.assert(
    fc.asyncProperty(position, fc.string(), fc.nat({ max: 3 }), async (at, text, cut) => {
      const mutated = sealed.slice(0, at) + text + sealed.slice(at + cut)
      // The last base64url character of a part may hold spare bits that decode to the same bytes.
      fc.pre(decode(mutated) !== decode(sealed))
      expect(await openSession(mutated, config, NOW)).toBeNull()
    }),
    { numRuns: 500 },
  )
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      expect(await openSession(text, config, NOW)).toBeNull()
    }),
  )
})

const decode = (sealed: string) =>
  sealed
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.')

describe('R-16 a browser keeps the cookie of every credential that is accepted', () => {
  const everywhere = (['strict', 'embed', 'localhost'] as const).map((cookieMode) => ({
    cookieMode,
    // The longest name that the Internet knows, and the longest name of a key.
    publicOrigin: `https://${'a'.repeat(253)}:65535`,
    sessionKeys: [{ kid: 'k'.repeat(16), secret: new Uint8Array(32).fill(1) }],
  }))
  const sizes = (credentials: Credentials) =>
    Promise.all(
      everywhere.map(async (each) => {
        const sealed = await sealSession({ ...session, sid: 's'.repeat(22), credentials }, each)
        return cookieName('session', each.cookieMode).length + sealed.length
      }),
    )

  test.each(['"', '\u0001', '\u007f', '😀', '漢', 'é', '\\'])(
    'L-05 the longest password of %j, with the longest names',
    async (character) => {
      const password = character.repeat(256 / character.length)
      for (const name of ['漢'.repeat(128), '😀'.repeat(64), '"'.repeat(128)]) {
        const credentials = { customerName: name, userName: name, password }
        expect(CredentialsSchema.safeParse(credentials).success).toBe(true)
        expect(Math.max(...(await sizes(credentials)))).toBeLessThanOrEqual(3800)
      }
    },
  )

  test('L-04 any other', { timeout: 60_000 }, async () => {
    const unit = fc.constantFrom('"', '\u0001', '\u0000', '😀', '漢', '\u2028', 'é', 'a', '\\')
    const name = fc.string({ unit, maxLength: 128 })
    const credentials = fc
      .record({
        customerName: name,
        userName: name,
        password: fc.oneof(
          fc.string({ unit, minLength: 200, maxLength: 256 }),
          fc.string({ maxLength: 256 }),
        ),
      })
      .filter((any) => CredentialsSchema.safeParse(any).success)
    await fc.assert(
      fc.asyncProperty(credentials, async (any) => {
        expect(Math.max(...(await sizes(any)))).toBeLessThanOrEqual(3800)
      }),
      { numRuns: 200 },
    )
  })

  test('what no browser would keep is refused, not dropped without a word', async () => {
    const credentials = { ...CREDENTIALS, password: 'x'.repeat(3000) }
    await expect(sealSession({ ...session, credentials }, config)).rejects.toMatchObject({
      code: 'VALIDATION',
      details: { fields: [{ name: 'password', message: expect.any(String) }] },
    })
  })
})
