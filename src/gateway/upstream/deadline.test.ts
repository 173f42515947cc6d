import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { endOf, hearOut, withDeadline } from './deadline.ts'

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

test('what nobody waits for is heard for a second more', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const browser = new AbortController()
  const ended = vi.fn<(end: string) => void>()
  void hearOut(browser.signal, untilEnded).then(ended)
  browser.abort()
  await vi.advanceTimersByTimeAsync(999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toHaveBeenCalledWith('gone')
})

test('what comes too late, or whose browser has long gone, ends at once', async () => {
  expect(await withDeadline(10, (signal) => hearOut(signal, untilEnded))).toBe('timeout')
  expect(await hearOut(AbortSignal.abort(), untilEnded)).toBe('gone')
})
