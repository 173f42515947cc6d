import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCallTime } from './call-times.ts'

const ZONE = 'America/New_York'
const parse = (text: string) => parseCallTime(text, ZONE)

test.each([
  ['2026-08-06 08:45:00'],
  ['2026-08-06T08:45:00'],
  ['2026-08-06T08:45'],
  ['2026-08-06T08:45:00.0000000'],
  ['2026-08-06T12:45:00Z'],
  ['2026-08-06T14:45:00+02:00'],
  ['2026-08-06T07:45:00-0500'],
  ['8/6/2026 8:45 AM'],
  ['8/6/2026 8:45:00 AM'],
  ['08/06/2026 08:45'],
  ['8/6/2026, 8:45 a.m.'],
  ['/Date(1786020300000)/'],
  ['/Date(1786020300000-0500)/'],
  ['\\/Date(1786020300000)\\/'],
  ['20260806084500'],
  ['20260806T0845'],
  ['20260806T124500Z'],
  [' 2026-08-06 08:45:00 '],
])('%s is a quarter to nine in the morning', (raw) => {
  expect(parse(raw)).toEqual({
    raw,
    wallClock: '2026-08-06T08:45:00',
    instant: '2026-08-06T12:45:00.000Z',
  })
})

test.each([
  ['2026-08-06', '2026-08-06T00:00:00', '2026-08-06T04:00:00.000Z'],
  ['8/6/2026', '2026-08-06T00:00:00', '2026-08-06T04:00:00.000Z'],
  ['20260806', '2026-08-06T00:00:00', '2026-08-06T04:00:00.000Z'],
  ['8/6/2026 12:05 AM', '2026-08-06T00:05:00', '2026-08-06T04:05:00.000Z'],
  ['8/6/2026 12:05 PM', '2026-08-06T12:05:00', '2026-08-06T16:05:00.000Z'],
  ['2026-08-06T08:45:00.1239999', '2026-08-06T08:45:00', '2026-08-06T12:45:00.123Z'],
])('%s keeps its day and its time', (raw, wallClock, instant) => {
  expect(parse(raw)).toEqual({ raw, wallClock, instant })
})

test('the repeated hour is read as its first time, the skipped hour moves forward', () => {
  expect(parse('2026-11-01 01:30:00')?.instant).toBe('2026-11-01T05:30:00.000Z')
  expect(parse('2026-03-08 02:30:00')).toMatchObject({
    wallClock: '2026-03-08T02:30:00',
    instant: '2026-03-08T07:30:00.000Z',
  })
})

test.each([
  'yesterday',
  '2026-02-30',
  '2026-13-01 00:00',
  '2026-08-06 24:00',
  '2026-08-06 08:60',
  '13/6/2026',
  '8/6/2026 13:00 PM',
  '8/6/2026 0:30 AM',
  '0001-01-01T00:00:00',
  '/Date(-62135596800000)/',
  '/Date(9999999999999999)/',
  '06.08.2026',
  '1786020300000',
])('%s cannot be read, and stays as it is (W-06)', (raw) => {
  expect(parse(raw)).toEqual({ raw })
})

test.each([
  ['6/8/2026 8:45 AM', '2026-08-06T08:45:00'],
  ['13/6/2026', '2026-06-13T00:00:00'],
  ['2026-08-06 08:45', '2026-08-06T08:45:00'],
  ['20260806', '2026-08-06T00:00:00'],
])('where the day comes first, %s is %s', (raw, wallClock) => {
  expect(parseCallTime(raw, ZONE, 'day-first')).toMatchObject({ raw, wallClock })
})

const THAT_NIGHT = '2026-11-01T01:30:00'

test.each([
  ['the earlier one told by its offset', `${THAT_NIGHT}-04:00`, ['EDT'], '05:30'],
  ['the later one told by its offset', `${THAT_NIGHT}-05:00`, ['EST'], '06:30'],
  ['either, where HostedSuite does not tell', THAT_NIGHT, ['EDT', 'EST'], '05:30'],
])('half past one of the night that has it twice is %s', (_, raw, repeated, utc) => {
  expect(parseCallTime(raw, 'America/New_York')).toEqual({
    raw,
    wallClock: THAT_NIGHT,
    instant: `2026-11-01T${utc}:00.000Z`,
    repeated,
  })
})

test.each(['2026-11-01T00:59:59', '2026-11-01T02:00:00', '2026-03-08T01:30:00'])(
  '%s comes once',
  (raw) => {
    expect(parseCallTime(raw, 'America/New_York')).not.toHaveProperty('repeated')
  },
)

test('no text is no time', () => {
  expect(parseCallTime(undefined, ZONE)).toBeUndefined()
  expect(parse('  ')).toBeUndefined()
})

test('no text makes it throw', () => {
  const alike = fc.stringMatching(/^[0-9/:TZ+ .APM()Date-]{0,30}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string(), alike), (raw) => {
      const time = parse(raw)
      expect(time === undefined || time.raw === raw).toBe(true)
    }),
  )
})

test('a wall clock survives every way of writing it, in every zone', () => {
  const min = new Date('1970-01-02T00:00:00Z')
  const max = new Date('2099-12-30T00:00:00Z')
  const days = fc.date({ min, max, noInvalidDate: true })
  const zones = fc.constantFrom('UTC', ZONE, 'Asia/Jerusalem', 'Asia/Kathmandu', 'Pacific/Apia')
  fc.assert(
    fc.property(days, zones, (date, zone) => {
      const wallClock = date.toISOString().slice(0, 19)
      const [day = '', time = ''] = wallClock.split('T')
      const [year, month, dayOfMonth] = day.split('-').map(Number)
      const [hour = 0, minute = '', second = ''] = time.split(':')
      const half = Number(hour) < 12 ? 'AM' : 'PM'
      const texts = [
        wallClock,
        `${day} ${time}`,
        `${wallClock}.1234567`,
        `${month}/${dayOfMonth}/${year} ${Number(hour) % 12 || 12}:${minute}:${second} ${half}`,
        wallClock.replaceAll(/[-T:]/g, ''),
      ]
      for (const text of texts) expect(parseCallTime(text, zone)?.wallClock).toBe(wallClock)
    }),
  )
})

test('a moment survives in every zone', () => {
  const moments = fc.date({
    min: new Date('1970-01-02T00:00:00Z'),
    max: new Date('2099-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(moments, (moment) => {
      expect(parse(moment.toISOString())?.instant).toBe(moment.toISOString())
      expect(parse(`/Date(${moment.getTime()})/`)?.instant).toBe(moment.toISOString())
    }),
  )
})
