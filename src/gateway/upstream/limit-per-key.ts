import { type ConcurrencyLimit, createConcurrencyLimit } from './concurrency-limit.ts'

/** A concurrency limit for each key, kept as long as it is in use. */
export function createLimitPerKey(limits: { inFlight: number; waiting: number }) {
  const inUse = new Map<string, { inTurn: ConcurrencyLimit; users: number }>()

  return async function inTurn<Result>(
    key: string,
    work: () => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const limit = inUse.get(key) ?? { inTurn: createConcurrencyLimit(limits), users: 0 }
    inUse.set(key, limit)
    limit.users += 1
    try {
      return await limit.inTurn(work, signal)
    } finally {
      limit.users -= 1
      if (limit.users === 0) inUse.delete(key)
    }
  }
}
