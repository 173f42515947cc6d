import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { makeStateFile } from '../make-gateway.ts'
import { attempts, describeState, LATER, LIMIT, makeClock } from './describe-state.ts'
import { createLocalState } from './local-state.ts'
import { createRedisState } from './redis-state.ts'
import { findRedisServer, type RunningRedis, runRedis } from './run-redis.ts'
import type { SharedState } from './shared-state.ts'

const program = await findRedisServer()

describe.skipIf(program === undefined)(
  program === undefined
    ? 'gateways that share a Redis: not tested, there is no redis-server or valkey-server on PATH'
    : 'gateways that share a Redis',
  { timeout: 60_000 },
  () => {
    let server: RunningRedis
    beforeAll(async () => {
      server = await runRedis(program ?? '')
    })
    afterAll(() => server.stop())

    /** Over an empty database, as soon as it is connected. */
    async function makeShared(clock: () => Date, { url } = server): Promise<SharedState> {
      const state = createRedisState({ url, clock })
      onTestFinished(() => state.close())
      await untilReady(state)
      return state
    }

    function makeClient(): Redis {
      const client = new Redis(server.url)
      onTestFinished(() => client.disconnect())
      return client
    }

    describeState('as one of them', async (clock) => {
      await makeClient().flushall()
      return makeShared(clock)
    })

    test('what one of them is told, all of them know', async () => {
      const { clock } = makeClock()
      await makeClient().flushall()
      const [one, other] = [await makeShared(clock), await makeShared(clock)]
      await one.endSession('sid', LATER)
      expect(await other.hasEnded('sid')).toBe(true)
      const counts = [{ key: 'pair:a', limit: LIMIT }]
      expect(await attempts(one, 2, counts)).toEqual([0, 0])
      expect(await attempts(other, 2, counts)).toEqual([0, 30])
    })

    test('nothing is kept in clear or for ever, and all under one prefix', async () => {
      const client = makeClient()
      await client.flushall()
      const state = await makeShared(makeClock().clock)
      await state.endSession('a-sid-to-look-for', LATER)
      await state.countAttempt([{ key: 'pair:a', limit: LIMIT }])
      const keys = await client.keys('*')
      expect(keys).toHaveLength(2)
      for (const key of keys) {
        expect(key).toMatch(/^call-review:(ended|failures):/)
        expect(key).not.toContain('a-sid-to-look-for')
        expect(await client.ttl(key)).toBeGreaterThan(0)
      }
    })

    test('it counts exactly as a gateway alone does', async () => {
      const client = makeClient()
      const keys = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
      const step = fc.oneof(
        { weight: 3, arbitrary: fc.record({ do: fc.constant('count' as const), keys }) },
        fc.record({ do: fc.constant('this-one' as const), keys }),
        fc.record({ do: fc.constant('all' as const), keys }),
        fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 130 }) }),
      )
      const { clock, advance } = makeClock()
      const shared = await makeShared(clock)
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          await client.flushall()
          const alone = createLocalState({ file: makeStateFile(), clock })
          for (const each of steps) {
            if (each.do === 'wait') {
              advance(each.seconds)
              continue
            }
            const counts = each.keys.map((key) => ({ key, limit: LIMIT }))
            const answers = [alone, shared].map((state) =>
              each.do === 'count'
                ? state.countAttempt(counts)
                : state.forgiveAttempt(counts, each.do),
            )
            expect(await answers[1]).toEqual(await answers[0])
          }
        }),
      )
    })

    test('while it does not answer nothing is let in, and it is found again by itself', async () => {
      const own = await runRedis(program ?? '')
      onTestFinished(() => own.stop())
      const state = await makeShared(makeClock().clock, own)
      await state.endSession('sid', LATER)
      own.pause()
      await expect(state.hasEnded('sid')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      expect(await state.isReady()).toBe(false)
      own.resume()
      await untilReady(state)
      expect(await state.hasEnded('sid')).toBe(true)
    })

    test('after a restart it is found again by itself', async () => {
      const first = await runRedis(program ?? '')
      const state = await makeShared(makeClock().clock, first)
      await first.stop()
      await expect(state.hasEnded('sid')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      const second = await runRedis(program ?? '', Number(new URL(first.url).port))
      onTestFinished(() => second.stop())
      await untilReady(state)
      expect(await state.hasEnded('sid')).toBe(false)
    })
  },
)

test('where nothing listens every question is refused at once, and the address stays untold', async () => {
  const printed = vi.spyOn(console, 'error')
  const url = 'redis://:hidden@127.0.0.1:1'
  const state = createRedisState({ url, clock: makeClock().clock })
  onTestFinished(() => state.close())
  const counts = [{ key: 'pair:a', limit: LIMIT }]
  const refusals = await Promise.allSettled([
    state.hasEnded('sid'),
    state.endSession('sid', LATER),
    state.countAttempt(counts),
    state.forgiveAttempt(counts, 'this-one'),
    state.forgiveAttempt(counts, 'all'),
  ])
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } })
  }
  expect(inspect(refusals, { depth: Infinity })).not.toContain('hidden')
  expect(await state.isReady()).toBe(false)
  expect(printed).not.toHaveBeenCalled()
})

const untilReady = (state: SharedState) =>
  vi.waitFor(async () => expect(await state.isReady()).toBe(true), { timeout: 10_000 })
