import { expect, test } from 'vitest'
import { withDeadline } from '../upstream/deadline.ts'
import { type Fault, HostedSuiteError } from './errors.ts'
import { askWith } from './make-host.ts'
import { retryReads } from './retry-reads.ts'

/** Fails with one fault after the other, then answers. */
function makeSend(...faults: HostedSuiteError[]) {
  const asked: unknown[] = []
  const send = retryReads(async (path) => {
    asked.push(path)
    const fault = faults[asked.length - 1]
    if (fault !== undefined) throw fault
    return 'answer'
  })
  return { asked, send, ask: askWith(send) }
}

test.each<Fault>(['busy', 'unreachable'])('a read that was %s is repeated once', async (fault) => {
  const passing = makeSend(new HostedSuiteError(fault))
  expect(await passing.ask('read')).toBe('answer')
  expect(passing.asked).toHaveLength(2)
  const lasting = makeSend(new HostedSuiteError(fault), new HostedSuiteError(fault))
  await expect(lasting.ask('read')).rejects.toMatchObject({ fault })
  expect(lasting.asked).toHaveLength(2)
})

test.each<Fault>([
  'auth',
  'not-found',
  'refused',
  'failed',
  'timeout',
  'bad-response',
  'too-large',
])('a read that met %s is not repeated', async (fault) => {
  const { ask, asked } = makeSend(new HostedSuiteError(fault))
  await expect(ask('read')).rejects.toMatchObject({ fault })
  expect(asked).toHaveLength(1)
})

test.each<Fault>(['busy', 'unreachable', 'outcome-unknown'])(
  'a write that met %s is not repeated',
  async (fault) => {
    const { ask, asked } = makeSend(new HostedSuiteError(fault))
    await expect(ask('write')).rejects.toMatchObject({ fault })
    expect(asked).toHaveLength(1)
  },
)

test('a wait of more than a few seconds is left to whoever asked', async () => {
  const { ask, asked } = makeSend(new HostedSuiteError('busy', { retryAfterSeconds: 6 }))
  await expect(ask('read')).rejects.toMatchObject({ fault: 'busy', retryAfterSeconds: 6 })
  expect(asked).toHaveLength(1)
})

test('a wait that the deadline cuts short ends with what was met before it', async () => {
  const { ask, asked } = makeSend(new HostedSuiteError('busy', { retryAfterSeconds: 5 }))
  await expect(ask('read', 20)).rejects.toMatchObject({ fault: 'busy' })
  expect(asked).toHaveLength(1)
})

test('nobody waits for a second try when the browser has gone', async () => {
  const browser = new AbortController()
  const { send, asked } = makeSend(new HostedSuiteError('unreachable'))
  const reading = withDeadline(
    2000,
    (signal) => send('/api/calls', {}, { kind: 'read', signal }),
    browser.signal,
  )
  browser.abort()
  await expect(reading).rejects.toMatchObject({ fault: 'gone' })
  expect(asked).toHaveLength(1)
})
