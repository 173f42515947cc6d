import { Redis } from 'ioredis'
import { ProblemError } from '../problems.ts'
import { digest } from './digest.ts'
import type { FailureCount, SharedState } from './shared-state.ts'

export type RedisStateOptions = { url: string; clock: () => Date }

const PREFIX = 'call-review:'

/** A sign-in that cannot be looked up is refused: better at once than after a wait. */
const TIMEOUT_MS = 1000
const LONGEST_RECONNECT_DELAY_MS = 2000

/**
 * The rule of `FailureLimit`, as `failure-rows.ts` has it for one process. KEYS are the rows, ARGV the time in
 * milliseconds and then free, first and longest wait of each. Redis itself forgets a row after its longest wait.
 */
const RULE = `
  local now = tonumber(ARGV[1])
  local function limit(i)
    return tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  end
  local function waitAfter(failures, i)
    local free, first, longest = limit(i)
    if failures < free then return 0 end
    return math.min(first * 2 ^ (failures - free), longest)
  end
  local function find(i)
    local row = redis.call('HMGET', KEYS[i], 'failures', 'at')
    local failures, at = tonumber(row[1]), tonumber(row[2])
    local _, _, longest = limit(i)
    if failures == nil or at + longest <= now then return 0, now end
    return failures, at
  end
  local function put(i, failures, at)
    if failures == 0 then return redis.call('DEL', KEYS[i]) end
    local _, _, longest = limit(i)
    redis.call('HSET', KEYS[i], 'failures', failures, 'at', string.format('%.0f', at))
    redis.call('PEXPIRE', KEYS[i], longest)
  end`

const COUNT = `${RULE}
  local wait = 0
  for i = 1, #KEYS do
    local failures, at = find(i)
    wait = math.max(wait, at + waitAfter(failures, i) - now)
  end
  if wait > 0 then return math.ceil(wait / 1000) end
  for i = 1, #KEYS do put(i, find(i) + 1, now) end
  return 0`

const TAKE_BACK = `${RULE}
  for i = 1, #KEYS do
    local failures, at = find(i)
    if failures > 0 then put(i, failures - 1, math.min(at, now - waitAfter(failures - 1, i))) end
  end
  return 0`

/** For several gateways: what one of them is told, all of them know. Works with Redis and Valkey. */
export function createRedisState({ url, clock }: RedisStateOptions): SharedState {
  const redis = new Redis(url, {
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    socketTimeout: 2 * TIMEOUT_MS,
    // Nothing waits for a connection, and no count is repeated that may have arrived.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_DELAY_MS),
    disableClientInfo: true,
  })
  // Every command says by itself that there is no connection; without a listener the address would be printed.
  redis.on('error', () => {})

  const run = (script: string, counts: readonly FailureCount[]) =>
    redis.eval(
      script,
      counts.length,
      ...counts.map(({ key }) => `${PREFIX}failures:${key}`),
      clock().getTime(),
      ...counts.flatMap(({ limit }) => [
        limit.free,
        limit.firstWaitSeconds * 1000,
        limit.longestWaitSeconds * 1000,
      ]),
    )

  return {
    endSession: (sid, until) =>
      orUnavailable(async () => {
        const seconds = Math.ceil((until.getTime() - clock().getTime()) / 1000)
        if (seconds > 0) await redis.set(endedKey(sid), 1, 'EX', seconds)
      }),
    hasEnded: (sid) => orUnavailable(async () => (await redis.exists(endedKey(sid))) > 0),
    countAttempt: (counts) => orUnavailable(async () => Number(await run(COUNT, counts))),
    forgiveAttempt: (counts, how) =>
      orUnavailable(async () => {
        if (how === 'this-one') await run(TAKE_BACK, counts)
        else await redis.del(counts.map(({ key }) => `${PREFIX}failures:${key}`))
      }),
    isReady: () =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    close: async () => redis.disconnect(),
  }
}

const endedKey = (sid: string) => `${PREFIX}ended:${digest(sid)}`

async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw new ProblemError('UNAVAILABLE', { cause })
  }
}
