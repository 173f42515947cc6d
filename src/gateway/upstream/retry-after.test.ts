import { expect, test } from 'vitest'
import { readRetryAfter } from './retry-after.ts'

const DATE = 'Thu, 06 Aug 2026 16:00:00 GMT'

test.each([
  ['0', 0],
  [' 7 ', 7],
  ['86400', 86_400],
  ['Thu, 06 Aug 2026 16:01:00 GMT', 60],
  [DATE, 0],
  ['Thu, 06 Aug 2026 15:59:59 GMT', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['1e9', undefined],
  ['', undefined],
])('Retry-After %o asks for %o seconds', (text, seconds) => {
  expect(readRetryAfter(text, DATE)).toBe(seconds)
})

test('a date is read by the clock of whoever wrote it, and means nothing without one', () => {
  expect(readRetryAfter('Thu, 06 Aug 2020 16:00:09 GMT', 'Thu, 06 Aug 2020 16:00:00 GMT')).toBe(9)
  expect(readRetryAfter('Thu, 06 Aug 2026 16:01:00 GMT', '')).toBeUndefined()
})
