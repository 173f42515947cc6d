import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { BROWSER_COOKIE_SECONDS } from './cookies.ts'
import { seal, type SealConfig, unseal } from './seal.ts'

/** A browser in which people have signed in before. It opens nothing: it only keeps strangers from locking them out. */
export type KnownBrowser = {
  id: string
  /** Digests of customer and user, the latest first. */
  users: string[]
}

const KnownBrowserSchema = z.object({ id: z.string(), users: z.array(z.string()) })

/** Enough for the people who share a desk. */
const MOST_USERS = 8

/** Null for a cookie that does not open, as for none: the browser is then a stranger's. */
export const openKnownBrowser = (
  sealed: string | undefined,
  config: SealConfig,
  now: Date,
): Promise<KnownBrowser | null> => unseal('browser', sealed, KnownBrowserSchema, config, now)

/** The cookie of a browser in which `user` has just signed in. */
export function sealKnownBrowser(
  browser: KnownBrowser | null,
  user: string,
  config: SealConfig,
  now: Date,
): Promise<string> {
  const others = (browser?.users ?? []).filter((known) => known !== user)
  const claims = {
    id: browser?.id ?? randomBytes(16).toString('base64url'),
    users: [user, ...others].slice(0, MOST_USERS),
  }
  const issuedAt = Math.floor(now.getTime() / 1000)
  return seal('browser', claims, { issuedAt, endsAt: issuedAt + BROWSER_COOKIE_SECONDS }, config)
}
