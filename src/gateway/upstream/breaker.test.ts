import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBreaker } from './breaker.ts'

const NOW = Date.parse('2026-08-06T16:00:00Z')

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** A breaker of an upstream that does as it is told, and what has reached that upstream. */
function makeUpstream() {
  const guarded = createBreaker((error) => {
    const message = error instanceof Error ? error.message : ''
    return message === 'failed' ? 'failed' : message === 'no' ? 'well' : 'unknown'
  })
  const upstream = { reached: 0 }
  const call = (outcome: string) =>
    guarded(async () => {
      upstream.reached += 1
      if (outcome !== 'ok') throw new Error(outcome)
      return outcome
    })
  const calls = async (times: number, outcome: string) => {
    for (let time = 0; time < times; time += 1) await call(outcome).catch(() => undefined)
  }
  return { upstream, guarded, call, calls }
}

const REFUSED = { refusedBy: 'breaker' }

test('half of twenty calls open it for five seconds', async () => {
  const { calls, call, upstream } = makeUpstream()
  await calls(10, 'ok')
  await calls(10, 'failed')
  await expect(call('ok')).rejects.toMatchObject({ ...REFUSED, retryAfterSeconds: 5 })
  vi.setSystemTime(NOW + 4999)
  await expect(call('ok')).rejects.toMatchObject(REFUSED)
  expect(upstream.reached).toBe(20)
  vi.setSystemTime(NOW + 5000)
  expect(await call('ok')).toBe('ok')
  expect(await call('ok')).toBe('ok')
})

test.each([
  ['nineteen calls', 0, 19, 0],
  ['less than half', 11, 10, 0],
  ['refusals', 0, 0, 40],
  ['less than half beside refusals', 0, 10, 11],
])('%s do not open it', async (_what, ok, failed, no) => {
  const { calls, call } = makeUpstream()
  await calls(ok, 'ok')
  await calls(no, 'no')
  await calls(failed, 'failed')
  await calls(40, 'aborted')
  expect(await call('ok')).toBe('ok')
})

test('failures of more than ten seconds ago are forgotten while calls go on', async () => {
  const { calls, call } = makeUpstream()
  await calls(15, 'failed')
  for (let second = 1; second <= 10; second += 1) {
    vi.setSystemTime(NOW + second * 1000)
    await calls(1, 'ok')
  }
  await calls(9, 'failed')
  expect(await call('ok')).toBe('ok')
})

test.each(['failed', 'aborted'])('one probe that %s keeps it open', async (outcome) => {
  const { calls, call, upstream } = makeUpstream()
  await calls(20, 'failed')
  vi.setSystemTime(NOW + 5000)
  await expect(call(outcome)).rejects.toThrow(outcome)
  await expect(call('ok')).rejects.toMatchObject(REFUSED)
  expect(upstream.reached).toBe(21)
})

test('a probe that is refused by the upstream shows that it is there', async () => {
  const { calls, call } = makeUpstream()
  await calls(20, 'failed')
  vi.setSystemTime(NOW + 5000)
  await expect(call('no')).rejects.toThrow('no')
  await calls(1, 'failed')
  expect(await call('ok')).toBe('ok')
})

test('while one probe is out, nobody else waits for it', async () => {
  const { calls, call, guarded } = makeUpstream()
  await calls(20, 'failed')
  vi.setSystemTime(NOW + 5000)
  const answering = new AbortController()
  const probe = guarded(() => once(answering.signal, 'abort'))
  await expect(call('ok')).rejects.toMatchObject({ ...REFUSED, retryAfterSeconds: 1 })
  answering.abort()
  await probe
  expect(await call('ok')).toBe('ok')
})
