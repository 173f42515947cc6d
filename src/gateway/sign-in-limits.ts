import { isIPv6 } from 'node:net'
import type { Credentials } from '../contract/session.ts'
import type { KnownBrowser } from './known-browser.ts'
import { ProblemError } from './problems.ts'
import { digest } from './shared-state/digest.ts'
import type { FailureCount, FailureLimit, SharedState } from './shared-state/shared-state.ts'

const QUARTER_HOUR = 15 * 60

/** One person who mistypes. */
const BY_PERSON: FailureLimit = {
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: QUARTER_HOUR,
}

/** Many strangers guessing for one person. */
const BY_USER: FailureLimit = {
  free: 10,
  firstWaitSeconds: QUARTER_HOUR,
  longestWaitSeconds: QUARTER_HOUR,
}

/** One stranger guessing for many people; a whole office shares an address. */
const BY_ADDRESS: FailureLimit = { ...BY_USER, free: 50 }

export type SignInAttempt = {
  /** As `userDigest` gives it. */
  user: string
  address: string
  browser: KnownBrowser | null
}

/**
 * Names a person for counting only, with the spellings alike that a database may take for one: letter case,
 * width, spaces and invisible characters.
 */
export const userDigest = ({ customerName, userName }: Omit<Credentials, 'password'>): string =>
  digest(`${plain(customerName)}\n${plain(userName)}`)

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{C}\p{Z}]/gu, '')

/**
 * Runs `check`, which asks HostedSuite, unless too many attempts have failed before: RATE_LIMITED then, at once
 * and without asking. What HostedSuite gave no verdict on is no failure.
 */
export async function limitSignIn(
  attempt: SignInAttempt,
  sharedState: SharedState,
  check: () => Promise<void>,
): Promise<void> {
  const { person, address } = countsOf(attempt)
  const counts = [...person, ...address]
  const retryAfterSeconds = await sharedState.countAttempt(counts)
  if (retryAfterSeconds > 0) throw new ProblemError('RATE_LIMITED', { retryAfterSeconds })
  try {
    await check()
  } catch (error) {
    if (!isRefusal(error)) await sharedState.forgiveAttempt(counts, 'this-one')
    throw error
  }
  await sharedState.forgiveAttempt(person, 'all')
  // One person who gets in does not speak for everybody at this address.
  await sharedState.forgiveAttempt(address, 'this-one')
}

export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'INVALID_CREDENTIALS'

/** A browser that this person has used before is counted by itself, so that no stranger can lock it out. */
function countsOf({ user, address, browser }: SignInAttempt) {
  if (browser?.users.includes(user)) {
    const person: FailureCount[] = [
      { key: `browser:${digest(`${browser.id}\n${user}`)}`, limit: BY_PERSON },
    ]
    return { person, address: [] }
  }
  const network = networkOf(address)
  const person: FailureCount[] = [
    { key: `pair:${digest(`${network}\n${user}`)}`, limit: BY_PERSON },
    { key: `user:${user}`, limit: BY_USER },
  ]
  return { person, address: [{ key: `address:${digest(network)}`, limit: BY_ADDRESS }] }
}

/** An IPv4 address, or the /64 of an IPv6 one: whoever has one address of it has them all. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [before = '', after] = address.split('::')
  const head = before.split(':').filter((group) => group !== '')
  const tail = (after ?? '').split(':').filter((group) => group !== '')
  // `::` stands for as many zeros as are missing from eight groups.
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  const groups = after === undefined ? head : [...head, ...zeros, ...tail]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
