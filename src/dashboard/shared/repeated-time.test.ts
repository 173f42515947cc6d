import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRepeated } from './repeated-time.ts'

const isTwice = (moment: string, zone: string) => isRepeated(new Date(moment), zone)

test.each([
  ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
  ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
])('a clock in %s shows the same at %s and %s', (zone, ...night) => {
  expect(night.map((moment) => isTwice(moment, zone))).toEqual([true, true])
})

test.each([
  ['America/New_York', '2026-11-01T04:59:59Z'],
  ['America/New_York', '2026-11-01T07:00:00Z'],
  ['America/New_York', '2026-03-08T06:30:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:29:59Z'],
  ['UTC', '2026-11-01T05:30:00Z'],
])('in %s the clock shows the time of %s once', (zone, moment) => {
  expect(isTwice(moment, zone)).toBe(false)
})

const show = (at: number, zone: string) => new Date(at).toLocaleString('sv-SE', { timeZone: zone })

test('a moment is repeated where, and only where, the clock shows its time a second time', () => {
  const moments = fc.date({
    min: new Date('2026-01-02T00:00:00Z'),
    max: new Date('2026-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  const nearChange = fc
    .constantFrom('2026-11-01T06:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T07:00:00Z')
    .chain((change) =>
      fc.integer({ min: -9000, max: 9000 }).map((s) => new Date(Date.parse(change) + s * 1000)),
    )
  const zones = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'UTC')
  fc.assert(
    fc.property(fc.oneof(moments, nearChange), zones, (moment, zone) => {
      const at = moment.getTime()
      const shown = show(at, zone)
      const isShownTwice = [-3_600_000, 3_600_000].some((apart) => show(at + apart, zone) === shown)
      expect(isRepeated(moment, zone)).toBe(isShownTwice)
    }),
  )
})
