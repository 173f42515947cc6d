import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod'
import type { Credentials } from '../contract/session.ts'
import type { GatewayConfig } from './config.ts'
import { sessionCookieName } from './session-cookie.ts'

/** What the cookie carries. Times are whole seconds since 1970 (UTC), as in every JWT. */
export type SealedSession = {
  /** Names this sign-in; a later sign-in of the same person has another. */
  sid: string
  credentials: Credentials
  issuedAt: number
  /** The last human activity that the gateway was told of. */
  lastActiveAt: number
  /** The session ends here, whatever the person does. */
  endsAt: number
}

export type SealConfig = Pick<GatewayConfig, 'sessionKeys' | 'cookieMode' | 'publicOrigin'>

const ClaimsSchema = z.object({
  sid: z.string(),
  iat: z.number(),
  exp: z.number(),
  act: z.number(),
  credentials: z.object({ customerName: z.string(), userName: z.string(), password: z.string() }),
})

/** Clocks of two gateways may differ by this much; a seal from further ahead is refused. */
const CLOCK_SKEW_SECONDS = 60

/** A seal is good for the cookie name, mode and origin that it was made for, and for no other. */
const audience = ({ cookieMode, publicOrigin }: SealConfig) =>
  `${sessionCookieName(cookieMode)}|${cookieMode}|${publicOrigin ?? ''}`

/** Encrypts the session, so that the browser carries HostedSuite's password without being able to read it. */
export function sealSession(session: SealedSession, config: SealConfig): Promise<string> {
  const [key] = config.sessionKeys
  if (key === undefined) throw new Error('No session key')
  return new EncryptJWT({
    sid: session.sid,
    act: session.lastActiveAt,
    credentials: session.credentials,
  })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience(audience(config))
    .setIssuedAt(session.issuedAt)
    .setExpirationTime(session.endsAt)
    .encrypt(key.secret)
}

/**
 * Null for every cookie that opens nothing: absent, past its end, issued in the future, tampered with, sealed
 * for another mode or origin, or with a key that is no longer listed.
 */
export async function openSession(
  sealed: string | undefined,
  config: SealConfig,
  now: Date,
): Promise<SealedSession | null> {
  if (sealed === undefined) return null
  try {
    const { payload } = await jwtDecrypt(
      sealed,
      ({ kid }) => {
        const key = config.sessionKeys.find((known) => known.kid === kid)
        if (key === undefined) throw new Error('Unknown session key')
        return key.secret
      },
      {
        audience: audience(config),
        currentDate: now,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      },
    )
    const { sid, credentials, iat, act, exp } = ClaimsSchema.parse(payload)
    const isFromTheFuture = Math.max(iat, act) > now.getTime() / 1000 + CLOCK_SKEW_SECONDS
    if (isFromTheFuture) return null
    return { sid, credentials, issuedAt: iat, lastActiveAt: act, endsAt: exp }
  } catch {
    return null
  }
}

/** True once nobody has done anything for so long that the session is over before its end. */
export const isIdle = (
  { lastActiveAt }: SealedSession,
  { sessionIdleMinutes }: Pick<GatewayConfig, 'sessionIdleMinutes'>,
  now: Date,
): boolean => now.getTime() / 1000 >= lastActiveAt + sessionIdleMinutes * 60
