import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod'
import type { GatewayConfig } from './config.ts'
import { type CookieKind, cookieName } from './cookies.ts'

export type SealConfig = Pick<GatewayConfig, 'sessionKeys' | 'cookieMode' | 'publicOrigin'>

/** Whole seconds since 1970 (UTC), as in every JWT. */
export type SealTimes = { issuedAt: number; endsAt: number }

const TimesSchema = z.object({ iat: z.number(), exp: z.number() })

/** Clocks of two gateways may differ by this much; a seal from further ahead is refused. */
export const CLOCK_SKEW_SECONDS = 60

/** A seal is good for the cookie name, mode and origin that it was made for, and for no other. */
const audience = (kind: CookieKind, { cookieMode, publicOrigin }: SealConfig) =>
  `${cookieName(kind, cookieMode)}|${cookieMode}|${publicOrigin ?? ''}`

/** Encrypts what a cookie carries, so that the browser can neither read nor change it. */
export function seal(
  kind: CookieKind,
  claims: Record<string, unknown>,
  { issuedAt, endsAt }: SealTimes,
  config: SealConfig,
): Promise<string> {
  const [key] = config.sessionKeys
  if (key === undefined) throw new Error('No session key')
  return new EncryptJWT(claims)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience(audience(kind, config))
    .setIssuedAt(issuedAt)
    .setExpirationTime(endsAt)
    .encrypt(key.secret)
}

/**
 * Null for whatever opens nothing: absent, past its end, issued in the future, tampered with, of another
 * shape, sealed for another cookie, mode or origin, or with a key that is no longer listed.
 */
export async function unseal<Schema extends z.ZodObject>(
  kind: CookieKind,
  sealed: string | undefined,
  schema: Schema,
  config: SealConfig,
  now: Date,
): Promise<(z.infer<Schema> & SealTimes) | null> {
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
        audience: audience(kind, config),
        currentDate: now,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      },
    )
    const { iat, exp } = TimesSchema.parse(payload)
    if (iat > now.getTime() / 1000 + CLOCK_SKEW_SECONDS) return null
    return { ...schema.parse(payload), issuedAt: iat, endsAt: exp }
  } catch {
    return null
  }
}
