import * as fc from 'fast-check'
import { EncryptJWT } from 'jose'
import { expect, test } from 'vitest'
import { CREDENTIALS, makeConfig, NOW, ORIGIN } from './make-gateway.ts'
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

test('a session from the future is refused, a clock a little ahead is not', async () => {
  const sealed = await sealSession(session, config)
  expect(await openSession(sealed, config, after(-2))).toBeNull()
  expect(await openSession(sealed, config, after(-0.5))).not.toBeNull()
})

test('an older key still opens, a key that is gone does not', async () => {
  const old = { kid: 'old', secret: new Uint8Array(32).fill(9) }
  const sealed = await sealSession(session, { ...config, sessionKeys: [old] })
  const both = { ...config, sessionKeys: [...config.sessionKeys, old] }
  expect(await openSession(sealed, both, NOW)).toEqual(session)
  expect(await openSession(sealed, config, NOW)).toBeNull()
})

test('a seal is good for no other mode and no other origin', async () => {
  const sealed = await sealSession(session, config)
  expect(await openSession(sealed, { ...config, cookieMode: 'embed' }, NOW)).toBeNull()
  expect(await openSession(sealed, { ...config, publicOrigin: 'https://b.test' }, NOW)).toBeNull()
})

test('a seal of an older shape is refused', async () => {
  const [key] = config.sessionKeys
  const sealed = await new EncryptJWT({ user: 'ada' })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'a' })
    .setAudience(`__Host-Http-crd|strict|${ORIGIN}`)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .encrypt(key?.secret ?? new Uint8Array(32))
  expect(await openSession(sealed, config, NOW)).toBeNull()
})

test('no cookie opens nothing', async () => {
  expect(await openSession(undefined, config, NOW)).toBeNull()
})

test('a mutated cookie opens nothing and never throws', async () => {
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

test('the longest credentials fit into a cookie that browsers keep', async () => {
  const longest = { customerName: '漢'.repeat(128), userName: '漢'.repeat(128) }
  const passwords = ['\u0001'.repeat(256), '"'.repeat(256), '😀'.repeat(128), '漢'.repeat(256)]
  for (const password of passwords) {
    const sealed = await sealSession({ ...session, credentials: { ...longest, password } }, config)
    expect(sealed.length).toBeLessThanOrEqual(3800)
  }
})
