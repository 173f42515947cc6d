import { expect, test } from 'vitest'
import { findClockChanges } from './clock-changes.ts'

test.each([
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Europe/Berlin', '2026-03-29', '2026-10-25'],
  ['Asia/Jerusalem', '2026-03-27', '2026-10-25'],
  // At midnight itself.
  ['Asia/Beirut', '2026-03-29', '2026-10-24'],
  ['Australia/Sydney', '2026-10-04', '2026-04-05'],
])('the clock of %s goes forward on %s and back on %s', (zone, forward, back) => {
  expect(findClockChanges('2026-01-01', '2026-12-31', zone)).toEqual(
    [
      { day: forward, hours: 23 },
      { day: back, hours: 25 },
    ].toSorted((one, other) => one.day.localeCompare(other.day)),
  )
})

test('half an hour is a change, too; both ends of a range count, and days outside of it do not', () => {
  const lordHowe = 'Australia/Lord_Howe'
  const [back] = findClockChanges('2026-04-05', '2026-04-05', lordHowe)
  expect(back).toEqual({ day: '2026-04-05', hours: 24.5 })
  expect(findClockChanges('2026-04-06', '2026-10-03', lordHowe)).toEqual([])
  expect(findClockChanges('2026-01-01', '2026-12-31', 'UTC')).toEqual([])
})
