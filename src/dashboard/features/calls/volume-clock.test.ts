import { expect, test } from 'vitest'
import { readWallClock } from './volume-buckets.ts'
import { isShown, showClock } from './volume-clock.ts'

test.each([
  ['2026-11-29T21:02:07Z', 'America/Denver', '2026-11-29T14:02:07'],
  ['2026-11-29T21:02:07Z', 'Asia/Kolkata', '2026-11-30T02:32:07'],
  ['2026-11-29T00:00:00Z', 'UTC', '2026-11-29T00:00:00'],
  // Never less than any clock may show.
  ['2026-11-29T21:02:07Z', 'Mars/Olympus', '2026-11-30T21:02:07'],
])('at %s a clock in %s shows %s', (moment, timeZone, wallClock) => {
  expect(showClock(Date.parse(moment), timeZone)).toBe(wallClock)
})

test.each([
  ['America/New_York', '2026-03-08T01:59:59', true],
  ['America/New_York', '2026-03-08T02:00:00', false],
  ['America/New_York', '2026-03-08T02:59:59', false],
  ['America/New_York', '2026-03-08T03:00:00', true],
  ['America/New_York', '2026-11-01T01:30:00', true],
  ['Australia/Lord_Howe', '2026-10-04T02:00:00', false],
  ['Australia/Lord_Howe', '2026-10-04T02:59:59', true],
  ['UTC', '2026-03-08T02:00:00', true],
  ['Mars/Olympus', '2026-03-08T02:00:00', true],
])('a clock in %s that shows %s: %s', (timeZone, wallClock, isThere) => {
  expect(isShown(readWallClock(wallClock), timeZone)).toBe(isThere)
})
