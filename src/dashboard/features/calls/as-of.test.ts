import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { formatAsOf } from './as-of.ts'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-30T04:30:00Z') }))
afterEach(() => vi.useRealTimers())

test('today, a list says its hour, on the clock that its rows are read on', () => {
  expect(formatAsOf('2026-11-30T04:02:07Z', 'UTC', false)).toBe('04:02')
  expect(formatAsOf('2026-11-30T04:02:07Z', 'America/New_York', false)).toBe('23:02')
})

test('a list that was left standing over midnight says its day', () => {
  expect(formatAsOf('2026-11-29T17:02:07Z', 'UTC', false)).toBe('29 Nov, 17:02:07')
  // There it is still the same day.
  expect(formatAsOf('2026-11-29T17:02:07Z', 'America/New_York', false)).toBe('12:02')
})

test('an hour that comes twice says which of the two it is', () => {
  vi.setSystemTime(new Date('2026-11-01T07:00:00Z'))
  expect(formatAsOf('2026-11-01T06:30:07Z', 'America/New_York', false)).toMatch(/^01:30 \S+$/)
})

test('a moment that was chosen is said whole', () => {
  expect(formatAsOf('2026-11-30T04:02:07Z', 'UTC', true)).toBe('30 Nov, 04:02:07')
})
