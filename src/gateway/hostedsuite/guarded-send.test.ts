import { once } from 'node:events'
import { expect, test } from 'vitest'
import { withDeadline } from '../upstream/deadline.ts'
import { type Fault, HostedSuiteError } from './errors.ts'
import { guardSend, type HostedSuiteEvent } from './guarded-send.ts'
import type { SendJson } from './send.ts'

/** A guarded way to a HostedSuite that does as `answer` does, and what was told about it. */
function makeGuarded(answer: () => Promise<unknown>) {
  const told: HostedSuiteEvent[] = []
  const host = { asked: 0 }
  const send = guardSend(
    async () => {
      host.asked += 1
      return answer()
    },
    (event) => told.push(event),
  )
  const ask = (path: Parameters<SendJson>[0] = '/api/calls/update', timeoutMs = 2000) =>
    withDeadline(timeoutMs, (signal) =>
      send(path, {}, { kind: path === '/api/calls' ? 'read' : 'write', signal }),
    )
  const outcomes = () => told.map(({ operation, outcome }) => `${operation} ${outcome}`)
  return { host, ask, told, outcomes }
}

const failing = (fault: Fault) => makeGuarded(() => Promise.reject(new HostedSuiteError(fault)))

test('every request is told, the second try too, with how it ended and how long it took', async () => {
  const { ask, told, outcomes } = failing('unreachable')
  await expect(ask('/api/calls')).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(ask('/api/calls/update')).rejects.toMatchObject({ fault: 'unreachable' })
  expect(outcomes()).toEqual(['list unreachable', 'list unreachable', 'update unreachable'])
  expect(told.every(({ ms }) => ms >= 0)).toBe(true)

  const healthy = makeGuarded(async () => 'answer')
  expect(await healthy.ask('/api/calls')).toBe('answer')
  expect(healthy.outcomes()).toEqual(['list ok'])
})

test.each<Fault>(['unreachable', 'timeout', 'bad-response', 'failed', 'busy', 'outcome-unknown'])(
  'a HostedSuite that only knows %s is left alone after twenty requests',
  async (fault) => {
    const { ask, host, outcomes } = failing(fault)
    for (let time = 0; time < 20; time += 1) await ask().catch(() => undefined)
    await expect(ask()).rejects.toMatchObject({ refusedBy: 'breaker' })
    expect(host.asked).toBe(20)
    expect(outcomes().at(-1)).toBe('update refused-by-breaker')
  },
)

test.each<Fault>(['auth', 'not-found', 'refused', 'too-large', 'gone'])(
  'a HostedSuite that answers %s is well',
  async (fault) => {
    const { ask, host } = failing(fault)
    for (let time = 0; time < 30; time += 1) await ask().catch(() => undefined)
    expect(host.asked).toBe(30)
  },
)

test('64 requests are out at once, 128 wait as long as they may, and the next is told at once', async () => {
  const ending = new AbortController()
  const end = once(ending.signal, 'abort')
  const { ask, host, outcomes } = makeGuarded(() => end)
  const all = Promise.allSettled(Array.from({ length: 193 }, () => ask('/api/calls/update', 100)))
  await expect(ask('/api/calls/update', 60_000)).rejects.toMatchObject({
    refusedBy: 'limit',
    retryAfterSeconds: 1,
  })
  expect(host.asked).toBe(64)
  await expect.poll(() => outcomes().length).toBe(2 + 128)
  ending.abort()
  const fulfilled = (await all).filter(({ status }) => status === 'fulfilled')
  expect(fulfilled).toHaveLength(64)
  expect(outcomes().filter((outcome) => outcome === 'update refused-by-limit')).toHaveLength(130)
})
