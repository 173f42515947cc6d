import { setTimeout as wait } from 'node:timers/promises'
import { endOf } from '../upstream/deadline.ts'
import { HostedSuiteError, isFault } from './errors.ts'
import type { SendJson } from './send.ts'

const DELAY_MS = 250
/** A longer wait is left to the person who asked. */
const LONGEST_DELAY_MS = 5000

/**
 * Repeats a read once if HostedSuite was busy or could not be reached; a write never, since it may have been
 * kept, and a refused password never, since it counts against the account.
 */
export function retryReads(send: SendJson): SendJson {
  return async (path, body, options) => {
    try {
      return await send(path, body, options)
    } catch (error) {
      if (options.kind === 'write' || !isFault(error, 'busy', 'unreachable')) throw error
      const delayMs = Math.max(DELAY_MS, (error.retryAfterSeconds ?? 0) * 1000)
      if (delayMs > LONGEST_DELAY_MS) throw error
      const { signal } = options
      await wait(delayMs, undefined, { signal }).catch(() => {
        throw endOf(signal) === 'gone' ? new HostedSuiteError('gone') : error
      })
      return send(path, body, options)
    }
  }
}
