import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { makeStateFile } from '../make-gateway.ts'
import { createLocalState } from './local-state.ts'
import type { FailureCount, SharedState } from './shared-state.ts'

const START = Date.parse('2026-08-06T16:00:00Z')
const LATER = new Date(START + 3_600_000)
const LIMIT = { free: 3, firstWaitSeconds: 30, longestWaitSeconds: 120 }

/** A clock that a test moves by hand. */
function makeClock() {
  let now = START
  return {
    clock: () => new Date(now),
    advance: (seconds: number) => void (now += seconds * 1000),
  }
}

const open = (file: string, at = START) => createLocalState({ file, clock: () => new Date(at) })

const attempts = async (state: SharedState, times: number, counts: FailureCount[]) => {
  const waits: number[] = []
  for (let i = 0; i < times; i++) waits.push(await state.countAttempt(counts))
  return waits
}

describe.each([
  ['local', async (clock: () => Date) => createLocalState({ file: makeStateFile(), clock })],
])('%s state', (_kind, makeState) => {
  async function makeCounted(limit = LIMIT) {
    const { clock, advance } = makeClock()
    const state = await makeState(clock)
    return { state, advance, count: { key: 'pair:a', limit } }
  }

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

describe('the file of a gateway alone', () => {
  test('R-14 a session that was ended stays ended after a restart', async () => {
    const file = makeStateFile()
    await open(file).endSession('sid', LATER)
    expect(await open(file).hasEnded('sid')).toBe(true)
  })

  test('it holds no sid', async () => {
    const file = makeStateFile()
    await open(file).endSession('a-sid-to-look-for', LATER)
    expect(await readFile(file, 'utf8')).not.toContain('a-sid-to-look-for')
  })

  test('sessions past their end leave it at the next start', async () => {
    const file = makeStateFile()
    const state = open(file)
    await state.endSession('short', new Date(START + 1000))
    await state.endSession('long', LATER)
    const restarted = open(file, START + 1000)
    expect(await restarted.hasEnded('long')).toBe(true)
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1)
  })

  test('a torn last line costs neither its neighbours nor the next line', async () => {
    const file = makeStateFile()
    await open(file).endSession('before', LATER)
    const whole = await readFile(file, 'utf8')
    for (let length = 0; length < 62; length++) {
      await appendFile(file, whole.slice(0, length))
      const state = open(file)
      expect(await state.hasEnded('before')).toBe(true)
      await appendFile(file, whole.slice(0, length))
      await state.endSession('after', LATER)
      expect(await open(file).hasEnded('after')).toBe(true)
    }
  })

  test('G-16 a session whose end cannot be written is refused as UNAVAILABLE, and goes on', async () => {
    const file = makeStateFile()
    const state = open(file)
    await rm(file)
    await mkdir(file)
    await expect(state.endSession('sid', LATER)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await state.hasEnded('sid')).toBe(false)
  })

  test('so many strangers that the rows do not fit cost the oldest their row', async () => {
    const state = open(makeStateFile())
    const limit = { free: 1, firstWaitSeconds: 30, longestWaitSeconds: 120 }
    const row = (key: string) => [{ key, limit }]
    for (let i = 0; i < 50_000; i++) await state.countAttempt(row(`${i}`))
    expect(await state.countAttempt(row('0'))).toBe(30)
    await state.countAttempt(row('one more'))
    expect(await state.countAttempt(row('1'))).toBe(30)
    expect(await state.countAttempt(row('0'))).toBe(0)
  })
})
