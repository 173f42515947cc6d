import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { endOf, withDeadline } from './deadline.ts'

/** Work that never ends by itself, and says why it was ended. */
const untilEnded = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    const tell = () => resolve(endOf(signal))
    if (signal.aborted) tell()
    signal.addEventListener('abort', tell)
  })

test('work ends at its deadline', async () => {
  expect(await withDeadline(10, untilEnded)).toBe('timeout')
})

test('work that nobody waits for ends before', async () => {
  const browser = new AbortController()
  const ended = withDeadline(60_000, untilEnded, browser.signal)
  browser.abort()
  expect(await ended).toBe('gone')
  expect(await withDeadline(60_000, untilEnded, browser.signal)).toBe('gone')
})

test('a deadline outlives the garbage collector', async () => {
  setFlagsFromString('--expose-gc')
  const ended = withDeadline(20, untilEnded, new AbortController().signal)
  const collectGarbage: () => void = runInNewContext('gc')
  collectGarbage()
  expect(await ended).toBe('timeout')
})

test('work that is done is not ended', async () => {
  const signal = await withDeadline(1, async (own) => own)
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(signal.aborted).toBe(false)
})
