import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, formatMoment, parseDuration } from './format.ts'

describe('a duration', () => {
  test.each([
    [undefined, '—'],
    [0, '—'],
    [0.2, '—'],
    [5, '0:05'],
    [74.4, '1:14'],
    [3599, '59:59'],
    [3723, '1:02:03'],
    [61_302, '17:01:42'],
  ])('of %s seconds reads %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  test.each([
    ['150', 150],
    ['2:30', 150],
    ['2m30s', 150],
    [' 2 min 30 s ', 150],
    ['1:02:03', 3723],
    ['1h 5m', 3900],
    ['90s', 90],
    ['0', 0],
    ['12.5', 12.5],
  ])('typed as %j is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds))

  test.each(['', ' ', 'long', '2:75', '1e3', '2;30', 'h'])('is not %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  )

  test.each(['-5', '1e309', 'NaN', 'Infinity', '0x10', '١٢'])(
    'is not what only a program takes for a number: %j (F-03)',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  )

  test('that is shown can be typed again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds)
      }),
    )
  })
})

describe('a moment', () => {
  const moment = {
    raw: '2001-08-06 23:45:00',
    wallClock: '2001-08-06T23:45:00',
    instant: '2001-08-07T03:45:00.000Z',
  }

  test('shows the wall clock as it came, whatever zone this machine is in', () => {
    expect(formatMoment(moment)).toEqual({ date: '6 Aug 2001', time: '23:45:00' })
    expect(formatMoment(moment, { style: 'long' }).date).toBe('6 August 2001')
  })

  test('is converted only to a zone that was asked for', () => {
    expect(formatMoment(moment, { zone: 'Asia/Tokyo' })).toEqual({
      date: '7 Aug 2001',
      time: '12:45:00',
    })
  })

  test('that cannot be read is shown as it is', () => {
    expect(formatMoment({ raw: 'last Tuesday' })).toEqual({ date: 'last Tuesday', time: '' })
  })
})
