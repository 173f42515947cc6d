import { expect, test } from 'vitest'
import { CREDENTIALS, NOW } from '../make-gateway.ts'
import { createCredentialGuard } from './credential-guard.ts'
import { HostedSuiteError } from './errors.ts'

const CHANGED = { ...CREDENTIALS, password: 'another' }

/** A guard before a HostedSuite that refuses, and when it was asked. */
function makeGuard() {
  const clock = { now: NOW }
  const guard = createCredentialGuard(() => clock.now)
  const asked: string[] = []
  const run = (credentials = CREDENTIALS, fault?: 'auth' | 'failed') =>
    guard.run(
      credentials,
      async () => {
        asked.push(credentials.password)
        await new Promise((resolve) => setImmediate(resolve))
        if (fault !== undefined) throw new HostedSuiteError(fault)
        return 'answer'
      },
      new AbortController().signal,
    )
  const wait = (minutes: number) => (clock.now = new Date(clock.now.getTime() + minutes * 60_000))
  return { guard, run, asked, wait }
}

test('a refusal stops everything with these credentials for ten minutes, unasked', async () => {
  const { run, asked, wait } = makeGuard()
  await expect(run(CREDENTIALS, 'auth')).rejects.toMatchObject({ fault: 'auth' })
  await expect(run()).rejects.toMatchObject({ fault: 'auth' })
  wait(9.9)
  await expect(run()).rejects.toMatchObject({ fault: 'auth' })
  expect(asked).toHaveLength(1)
  wait(0.2)
  expect(await run()).toBe('answer')
})

test('other credentials, of the same person too, are not stopped', async () => {
  const { run } = makeGuard()
  await expect(run(CREDENTIALS, 'auth')).rejects.toMatchObject({ fault: 'auth' })
  expect(await run(CHANGED)).toBe('answer')
})

test('another failure stops nothing', async () => {
  const { run } = makeGuard()
  await expect(run(CREDENTIALS, 'failed')).rejects.toMatchObject({ fault: 'failed' })
  expect(await run()).toBe('answer')
})

test('a sign-in with them makes them good again', async () => {
  const { guard, run } = makeGuard()
  await expect(run(CREDENTIALS, 'auth')).rejects.toMatchObject({ fault: 'auth' })
  guard.trust(CREDENTIALS)
  expect(await run()).toBe('answer')
})

test('of twenty requests at once, four are refused by HostedSuite and the others here', async () => {
  const { run, asked } = makeGuard()
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => run(CREDENTIALS, 'auth')),
  )
  expect(answers.every(({ status }) => status === 'rejected')).toBe(true)
  expect(asked).toHaveLength(4)
})

test('a person with too many requests is told so; another person is not held up', async () => {
  const { run } = makeGuard()
  const answers = Promise.allSettled(Array.from({ length: 40 }, () => run()))
  expect(await run(CHANGED)).toBe('answer')
  const refused = (await answers).filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(4)
})
