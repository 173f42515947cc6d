import { createHmac, randomBytes } from 'node:crypto'
import type { Credentials } from '../../contract/session.ts'
import { createLimitPerKey } from '../upstream/limit-per-key.ts'
import { createAuthFuse } from './auth-fuse.ts'

/** So many requests can be refused at the same moment, at most, when a password has been changed. */
const LIMITS = { inFlight: 4, waiting: 32 }

/**
 * Keeps what one person's pages ask at the same time within bounds, and stops all of it at the first refusal of
 * the credentials, also what waits already.
 */
export function createCredentialGuard(clock: () => Date) {
  // Of this process only: a memory dump of another one tells nothing about who was refused here.
  const secret = randomBytes(32)
  const keyOf = ({ customerName, userName, password }: Credentials) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([customerName, userName, password]))
      .digest('base64')
  const inTurn = createLimitPerKey(LIMITS)
  const fuse = createAuthFuse(clock)

  return {
    run<Result>(
      credentials: Credentials,
      work: () => Promise<Result>,
      signal: AbortSignal,
    ): Promise<Result> {
      const key = keyOf(credentials)
      return inTurn(key, () => fuse.guard(key, work), signal)
    },
    /** After a sign-in: one glitch of HostedSuite must not lock a person out. */
    trust: (credentials: Credentials) => fuse.mend(keyOf(credentials)),
  }
}
