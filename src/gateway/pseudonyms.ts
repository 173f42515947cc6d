import { createHmac, randomBytes } from 'node:crypto'

/** A short stand-in for a name, the same for the same name until midnight (UTC). */
export type Pseudonym = (name: string) => string

/**
 * Lets log lines of one day and one process be told apart by person without naming anybody: the key is random,
 * known to nobody, and forgotten at midnight. Lines of two days, two gateways, or from before and after a restart
 * cannot be brought together.
 */
export function createPseudonym(clock: () => Date): Pseudonym {
  let day = ''
  let key = randomBytes(32)
  return (name) => {
    const today = clock().toISOString().slice(0, 10)
    if (today !== day) {
      day = today
      key = randomBytes(32)
    }
    return createHmac('sha256', key).update(name).digest('base64url').slice(0, 16)
  }
}
