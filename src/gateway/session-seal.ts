import * as z from 'zod'
import type { Credentials } from '../contract/session.ts'
import type { GatewayConfig } from './config.ts'
import { cookieName } from './cookies.ts'
import { ProblemError } from './problems.ts'
import { CLOCK_SKEW_SECONDS, seal, type SealConfig, type SealTimes, unseal } from './seal.ts'

/** What the session's cookie carries: HostedSuite's password is kept nowhere else. */
export type SealedSession = SealTimes & {
  /** Names this sign-in; a later sign-in of the same person has another. */
  sid: string
  credentials: Credentials
  /** The last human activity that the gateway was told of. */
  lastActiveAt: number
}

const ClaimsSchema = z.object({
  sid: z.string(),
  act: z.number(),
  credentials: z.object({ customerName: z.string(), userName: z.string(), password: z.string() }),
})

/** Of name and value. Browsers silently drop a cookie of more than 4,096; the rest is a margin. */
const MAX_COOKIE_BYTES = 3800

/** Throws VALIDATION for credentials that no browser would keep. */
export async function sealSession(
  { sid, credentials, lastActiveAt, ...times }: SealedSession,
  config: SealConfig,
): Promise<string> {
  const sealed = await seal('session', { sid, act: lastActiveAt, credentials }, times, config)
  if (cookieName('session', config.cookieMode).length + sealed.length > MAX_COOKIE_BYTES) {
    const message = 'These credentials are too long to be kept.'
    throw new ProblemError('VALIDATION', { fields: [{ name: 'password', message }] })
  }
  return sealed
}

/** Null for every cookie that opens nothing. An idle session still opens: see `isIdle`. */
export async function openSession(
  sealed: string | undefined,
  config: SealConfig,
  now: Date,
): Promise<SealedSession | null> {
  const opened = await unseal('session', sealed, ClaimsSchema, config, now)
  if (opened === null || opened.act > now.getTime() / 1000 + CLOCK_SKEW_SECONDS) return null
  const { act, ...session } = opened
  return { ...session, lastActiveAt: act }
}

/** True once nobody has done anything for so long that the session is over before its end. */
export const isIdle = (
  { lastActiveAt }: SealedSession,
  { sessionIdleMinutes }: Pick<GatewayConfig, 'sessionIdleMinutes'>,
  now: Date,
): boolean => now.getTime() / 1000 >= lastActiveAt + sessionIdleMinutes * 60
