import { describe, expect, test } from 'vitest'
import type { FailureCount, SharedState } from './shared-state.ts'

export const START = Date.parse('2026-08-06T16:00:00Z')
export const LATER = new Date(START + 3_600_000)
export const LIMIT = { free: 3, firstWaitSeconds: 30, longestWaitSeconds: 120 }

/** A clock that a test moves by hand. */
export function makeClock() {
  let now = START
  return {
    clock: () => new Date(now),
    advance: (seconds: number) => void (now += seconds * 1000),
  }
}

/** The waits that so many attempts in a row were given. */
export const attempts = async (state: SharedState, times: number, counts: FailureCount[]) => {
  const waits: number[] = []
  for (let i = 0; i < times; i++) waits.push(await state.countAttempt(counts))
  return waits
}

/** What holds of every shared state, wherever it is kept. */
export function describeState(
  kind: string,
  makeState: (clock: () => Date) => SharedState | Promise<SharedState>,
): void {
  async function makeCounted() {
    const { clock, advance } = makeClock()
    const state = await makeState(clock)
    return { state, advance, count: { key: 'pair:a', limit: LIMIT } }
  }

  describe(kind, () => {
    test('a session that was ended stays ended, others go on', async () => {
      const { state } = await makeCounted()
      await state.endSession('sid-1', LATER)
      expect(await state.hasEnded('sid-1')).toBe(true)
      expect(await state.hasEnded('sid-2')).toBe(false)
      expect(await state.isReady()).toBe(true)
    })

    test('ending a session twice, or after its end, is no failure', async () => {
      const { state } = await makeCounted()
      await state.endSession('sid', LATER)
      await state.endSession('sid', LATER)
      await state.endSession('over', new Date(START - 1))
      expect(await state.hasEnded('sid')).toBe(true)
    })

    test('after the free failures each attempt waits twice as long as the one before it', async () => {
      const { state, advance, count } = await makeCounted()
      expect(await attempts(state, 5, [count])).toEqual([0, 0, 0, 30, 30])
      advance(29.5)
      expect(await state.countAttempt([count])).toBe(1)
      advance(0.5)
      expect(await attempts(state, 2, [count])).toEqual([0, 60])
      advance(60)
      expect(await attempts(state, 2, [count])).toEqual([0, 120])
    })

    test('failures are forgotten after the longest wait', async () => {
      const { state, advance, count } = await makeCounted()
      await attempts(state, 2, [count])
      advance(119)
      expect(await attempts(state, 2, [count])).toEqual([0, 30])
      advance(120)
      expect(await attempts(state, 4, [count])).toEqual([0, 0, 0, 30])
    })

    test('where one count has to wait, none is counted', async () => {
      const { state, count } = await makeCounted()
      const other = { key: 'address:b', limit: LIMIT }
      await attempts(state, 3, [count])
      expect(await attempts(state, 5, [count, other])).toEqual([30, 30, 30, 30, 30])
      expect(await attempts(state, 4, [other])).toEqual([0, 0, 0, 30])
    })

    test('the longest of several waits is the answer', async () => {
      const { state, count } = await makeCounted()
      const other = { key: 'address:b', limit: { ...LIMIT, firstWaitSeconds: 100 } }
      expect(await attempts(state, 4, [count, other])).toEqual([0, 0, 0, 100])
    })

    test('an attempt that is taken back leaves no failure and no wait', async () => {
      const { state, advance, count } = await makeCounted()
      await attempts(state, 3, [count])
      await state.forgiveAttempt([count], 'this-one')
      expect(await attempts(state, 2, [count])).toEqual([0, 30])
      advance(30)
      expect(await attempts(state, 2, [count])).toEqual([0, 60])
      await state.forgiveAttempt([count], 'this-one')
      expect(await attempts(state, 2, [count])).toEqual([0, 60])
    })

    test('a forgiven row is forgotten whole, others stay', async () => {
      const { state, count } = await makeCounted()
      const other = { key: 'address:b', limit: LIMIT }
      await attempts(state, 3, [count, other])
      await state.forgiveAttempt([count], 'all')
      expect(await attempts(state, 4, [count])).toEqual([0, 0, 0, 30])
      expect(await state.countAttempt([other])).toBe(30)
    })

    test('taking back what was never counted changes nothing', async () => {
      const { state, count } = await makeCounted()
      await state.forgiveAttempt([count], 'this-one')
      await state.forgiveAttempt([count], 'all')
      expect(await attempts(state, 4, [count])).toEqual([0, 0, 0, 30])
    })

    test('of many attempts at the same time only the free ones go ahead', async () => {
      const { state, count } = await makeCounted()
      const waits = await Promise.all(Array.from({ length: 30 }, () => state.countAttempt([count])))
      expect(waits.filter((wait) => wait === 0)).toHaveLength(LIMIT.free)
    })
  })
}
