import { HostedSuiteError, isFault } from './errors.ts'

const KEPT_MS = 10 * 60_000
/** More people than one gateway serves; beyond that the oldest are forgotten. */
const MOST_KEPT = 10_000

/**
 * For ten minutes after HostedSuite has refused the credentials behind a `key`, work with them fails as it did
 * without being tried: a stale password, sent by every open page again and again, would lock the account.
 */
export function createAuthFuse(clock: () => Date) {
  const blownAt = new Map<string, number>()
  const now = () => clock().getTime()

  function blow(key: string): void {
    // Deleted first, so that the map stays in the order of time.
    blownAt.delete(key)
    blownAt.set(key, now())
    const [oldest] = blownAt.keys()
    if (blownAt.size > MOST_KEPT && oldest !== undefined) blownAt.delete(oldest)
  }

  return {
    async guard<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
      if (now() - (blownAt.get(key) ?? -Infinity) < KEPT_MS) throw new HostedSuiteError('auth')
      try {
        return await work()
      } catch (error) {
        if (isFault(error, 'auth')) blow(key)
        throw error
      }
    },
    mend: (key: string) => void blownAt.delete(key),
  }
}
