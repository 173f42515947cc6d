import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createConcurrencyLimit } from './concurrency-limit.ts'

const never = new AbortController().signal

/** Work that ends when the test says so, and notes that it has begun. */
function makeWork() {
  const ending = new AbortController()
  const end = once(ending.signal, 'abort')
  const work = {
    hasBegun: false,
    end: () => ending.abort(),
    run: async () => {
      work.hasBegun = true
      await end
      return 'done'
    },
  }
  return work
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('so many work at once, the others wait in the order of arrival', async () => {
  const inTurn = createConcurrencyLimit({ inFlight: 2, waiting: 2 })
  const works = [makeWork(), makeWork(), makeWork(), makeWork()] as const
  const results = works.map(({ run }) => inTurn(run, never))
  await settle()
  expect(works.map(({ hasBegun }) => hasBegun)).toEqual([true, true, false, false])
  works[1].end()
  await settle()
  expect(works.map(({ hasBegun }) => hasBegun)).toEqual([true, true, true, false])
  for (const work of works) work.end()
  expect(await Promise.all(results)).toEqual(['done', 'done', 'done', 'done'])
})

test('whoever finds the queue full is told when to come back, and starts nothing', async () => {
  const inTurn = createConcurrencyLimit({ inFlight: 1, waiting: 1 })
  const [first, second, third] = [makeWork(), makeWork(), makeWork()]
  const results = [inTurn(first.run, never), inTurn(second.run, never)]
  await expect(inTurn(third.run, never)).rejects.toMatchObject({
    refusedBy: 'limit',
    retryAfterSeconds: 1,
  })
  first.end()
  second.end()
  await Promise.all(results)
  expect(third.hasBegun).toBe(false)
})

test('whoever has waited long enough leaves the queue, and those behind move up', async () => {
  const inTurn = createConcurrencyLimit({ inFlight: 1, waiting: 3 })
  const patience = new AbortController()
  const [first, second, third] = [makeWork(), makeWork(), makeWork()]
  const working = inTurn(first.run, never)
  const impatient = inTurn(second.run, patience.signal)
  const patient = inTurn(third.run, never)
  patience.abort()
  await expect(impatient).rejects.toMatchObject({ refusedBy: 'limit' })
  first.end()
  third.end()
  await Promise.all([working, patient])
  expect(second.hasBegun).toBe(false)
})

test('work that fails makes room as well', async () => {
  const inTurn = createConcurrencyLimit({ inFlight: 1, waiting: 0 })
  const failing = inTurn(() => Promise.reject(new Error('failed')), never)
  await expect(failing).rejects.toThrow('failed')
  expect(await inTurn(async () => 'next', never)).toBe('next')
})
