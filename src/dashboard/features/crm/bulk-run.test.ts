import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProblemCode } from '../../../contract/problem.ts'
import { RequestError } from '../../api/http.ts'
import { createBulkRun, type Job } from './bulk-run.ts'

const makeJob = (callId: string): Job => ({ callId, interactionId: '7', leaveOut: [] })

const problem = (code: ProblemCode) =>
  new RequestError({ type: '', title: '', status: 500, code, retryable: false, requestId: '' })

/** A run whose requests are answered by the test, in whatever order. */
function makeRun() {
  const open = new Map<string, { succeed: () => void; refuse: (error: unknown) => void }>()
  const sent: string[] = []
  const run = createBulkRun(
    async ({ callId }) =>
      new Promise<void>((succeed, refuse) => {
        sent.push(callId)
        open.set(callId, { succeed, refuse })
      }),
  )
  const answer = async (callId: string, error?: unknown) => {
    const request = open.get(callId)
    open.delete(callId)
    if (error === undefined) request?.succeed()
    else request?.refuse(error)
    // More turns than there are promises between the answer and the next request.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  const steps = () => [...run.read().outcomes].map(([callId, { step }]) => `${callId} ${step}`)
  return { run, open, sent, answer, steps }
}

test('two calls are under way at a time, in their order, until all are logged', async () => {
  const { run, sent, answer, steps } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  expect(steps()).toEqual(['a logging', 'b logging', 'c queued'])
  await answer('b')
  expect(steps()).toEqual(['a logging', 'c logging'])
  await answer('a')
  await answer('c')
  expect([run.read().phase, steps(), sent]).toEqual(['done', [], ['a', 'b', 'c']])
})

test('a call that fails has its reason, and the others go on; retrying sends it alone', async () => {
  const { run, sent, answer } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  const refusal = problem('SERVICE_REFUSED')
  await answer('a', refusal)
  await answer('b')
  await answer('c')
  expect(run.read()).toMatchObject({ phase: 'done', trouble: undefined })
  expect(run.read().outcomes).toEqual(new Map([['a', { step: 'failed', error: refusal }]]))
  run.start([makeJob('a')])
  await answer('a')
  expect([run.read().phase, sent]).toEqual(['done', ['a', 'b', 'c', 'a']])
})

test('paused, what is under way ends and nothing else begins; resumed, it goes on', async () => {
  const { run, sent, answer, steps } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  run.pause()
  await answer('a')
  await answer('b')
  expect([run.read().phase, steps()]).toEqual(['paused', ['c queued']])
  run.resume()
  await answer('c')
  expect([run.read().phase, sent]).toEqual(['done', ['a', 'b', 'c']])
})

test('paused while the last ones are under way, it is done with them', async () => {
  const { run, answer } = makeRun()
  run.start([makeJob('a')])
  run.pause()
  await answer('a')
  expect(run.read().phase).toBe('done')
})

test('cancelled, what is under way ends, and what waited can be started again', async () => {
  const { run, sent, answer, steps } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  run.cancel()
  expect(steps()).toEqual(['a logging', 'b logging'])
  await answer('a')
  await answer('b', problem('SERVICE_UNAVAILABLE'))
  expect([run.read().phase, steps()]).toEqual(['cancelled', ['b failed']])
  run.start(['b', 'c'].map(makeJob))
  await answer('b')
  await answer('c')
  expect([run.read().phase, sent]).toEqual(['done', ['a', 'b', 'b', 'c']])
})

test.each<ProblemCode>([
  'SESSION_EXPIRED',
  'UPSTREAM_AUTH_REJECTED',
  'BUSY',
  'UNREACHABLE',
  'SERVICE_UNAVAILABLE',
  'SERVICE_KEY_REFUSED',
])('with %s it pauses by itself, and the call waits for the way to be free', async (code) => {
  const { run, sent, answer, steps } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  const trouble = problem(code)
  await answer('a', trouble)
  await answer('b', trouble)
  expect(run.read()).toMatchObject({ phase: 'paused', trouble })
  expect(steps()).toEqual(['a queued', 'b queued', 'c queued'])
  run.resume()
  expect(run.read().trouble).toBeUndefined()
  for (const callId of ['b', 'a', 'c']) await answer(callId)
  expect([run.read().phase, sent.length]).toEqual(['done', 5])
})

test('without any answer it pauses, and that call is as uncertain as it is', async () => {
  const { run, answer, steps } = makeRun()
  run.start(['a', 'b', 'c'].map(makeJob))
  await answer('a', new RequestError(undefined))
  await answer('b')
  expect([run.read().phase, steps()]).toEqual(['paused', ['a failed', 'c queued']])
})

test('a call that waits or is under way is not added a second time', async () => {
  const { run, sent, answer } = makeRun()
  const jobs = ['a', 'b', 'c'].map(makeJob)
  run.start(jobs)
  run.start(jobs)
  for (const callId of ['a', 'b', 'c']) await answer(callId)
  expect([run.read().phase, sent]).toEqual(['done', ['a', 'b', 'c']])
})

const CALLS = ['a', 'b', 'c', 'd', 'e']
const errors = fc.constantFrom(
  undefined,
  undefined,
  problem('VALIDATION'),
  problem('SERVICE_UNCONFIRMED'),
  problem('BUSY'),
  new RequestError(undefined),
)
const act = fc.oneof(
  fc.record({ does: fc.constantFrom('start', 'pause', 'resume', 'cancel') }),
  fc.record({ does: fc.constant('answer'), error: errors }),
)

test('whatever is pressed and answered, two at most are under way, and no call twice at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const { run, open, sent, answer } = makeRun()
      const logged = new Set<string>()
      const start = () => run.start(CALLS.filter((id) => !logged.has(id)).map(makeJob))
      const settle = async (error?: unknown) => {
        const [callId] = open.keys()
        if (callId === undefined) return
        if (error === undefined) logged.add(callId)
        await answer(callId, error)
      }
      const check = () => {
        const underWay = sent.length - answered
        expect(open.size).toBe(underWay)
        expect(underWay).toBeLessThanOrEqual(2)
      }
      let answered = 0
      for (const { does, ...rest } of acts) {
        if (does === 'start') start()
        else if (does === 'answer') {
          answered += open.size > 0 ? 1 : 0
          await settle('error' in rest ? rest.error : undefined)
        } else if (does === 'pause' || does === 'cancel') run[does]()
        else if (run.read().phase === 'paused') run.resume()
        check()
      }
      start()
      while (open.size > 0) await settle()
      expect([run.read().phase, [...logged].toSorted()]).toEqual(['done', CALLS])
      expect(run.read().outcomes.size).toBe(0)
    }),
  )
})
