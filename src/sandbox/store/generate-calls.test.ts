import { describe, expect, test } from 'vitest'
import { DAY_SECONDS, parseWallClock, startOfDay } from '../wall-clock.ts'
import type { Call } from './call.ts'
import { generateCalls } from './generate-calls.ts'

const at = (text: string) => parseWallClock(text)?.seconds ?? Number.NaN
const NOON = at('2026-08-06 12:00:00')

function callsUntil(until: number, count = 3000, seed = 1): Call[] {
  return [...generateCalls({ count, seed, from: until - 90 * DAY_SECONDS + 1, until })]
}

const CALLS = callsUntil(NOON, 20_000)
const share = (isCounted: (call: Call) => boolean) => CALLS.filter(isCounted).length / CALLS.length
const dateOf = ({ StartTime }: Call) => new Date(StartTime * 1000)

const atHour = (hour: number) => share((call) => dateOf(call).getUTCHours() === hour)
const onDay = (day: number) => share((call) => dateOf(call).getUTCDay() === day)

test('the same seed and clock make the same calls, another seed makes others', () => {
  expect(callsUntil(NOON, 200)).toEqual(callsUntil(NOON, 200))
  expect(callsUntil(NOON, 200, 2)).not.toEqual(callsUntil(NOON, 200))
})

test.each([0, 1, 2, 3, 10, 77, 1000])(
  '%i calls are exactly that many, with Ids of their own',
  (count) => {
    const calls = callsUntil(NOON, count)
    expect(new Set(calls.map(({ Id }) => Id)).size).toBe(count)
    expect(calls.every(({ Id }) => /^[0-9a-f]{24}$/.test(Id))).toBe(true)
  },
)

describe.each([
  '2026-08-06 00:00:00',
  '2026-08-06 00:05:00',
  '2026-08-10 03:00:00',
  '2026-08-09 23:59:59',
])('at %s', (text) => {
  const now = at(text)

  test.each([2, 3, 7, 50, 20_000])('today and yesterday have calls (of %i)', (count) => {
    const days = new Set(callsUntil(now, count).map(({ StartTime }) => startOfDay(StartTime)))
    expect(days).toContain(startOfDay(now))
    expect(days).toContain(startOfDay(now) - DAY_SECONDS)
  })

  test('nothing begins or happens in the future', () => {
    for (const { StartTime, Interactions } of callsUntil(now)) {
      expect(StartTime).toBeGreaterThan(now - 90 * DAY_SECONDS)
      for (const step of Interactions ?? [])
        expect(at(step.StartTime ?? '')).toBeLessThanOrEqual(now)
    }
  })
})

test('interactions tell the same story as the seconds', () => {
  for (const call of CALLS) {
    const steps = call.Interactions ?? []
    const types = steps.map(({ Type }) => Type)
    const times = steps.map(({ StartTime }) => at(StartTime ?? ''))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBe(call.StartTime)
    expect(types.filter((type) => type === 'Hold')).toHaveLength(call.HoldCount)
    expect(types.includes('TransferCompleted')).toBe(call.TransferToName !== null)
    const isAnswered = call.TalkTimeInSeconds > 0
    expect(types.at(-1)).toBe(isAnswered ? 'Ended' : 'Abandoned')
    const { RingTimeInSeconds, TalkTimeInSeconds, HoldTimeInSeconds, TransferTimeInSeconds } = call
    const spoken = TalkTimeInSeconds + HoldTimeInSeconds + TransferTimeInSeconds
    expect((times.at(-1) ?? 0) - call.StartTime).toBe(RingTimeInSeconds + spoken)
  }
})

test('the mixture is that of a phone-answering business', () => {
  expect(share((call) => call.Type === 'Outgoing')).toBeCloseTo(0.12, 1)
  expect(share((call) => call.Type === 'Incoming' && call.AnsweredBy === null)).toBeCloseTo(0.07, 1)
  expect(share((call) => call.Notes !== null)).toBeCloseTo(0.15, 1)
  expect(share((call) => call.Flagged)).toBeCloseTo(0.02, 2)
  expect(new Set(CALLS.map(({ CenterId }) => CenterId)).size).toBe(6)
  expect(new Set(CALLS.map(({ ClientId }) => ClientId)).size).toBe(40)
})

test('noon is busier than night, and Tuesday than Sunday', () => {
  expect(atHour(11)).toBeGreaterThan(10 * atHour(3))
  expect(onDay(2)).toBeGreaterThan(2 * onDay(0))
})
