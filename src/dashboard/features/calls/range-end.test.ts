import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RangeEndSchema } from '../../../contract/calls.ts'
import { formatRangeEnd, readRangeEnd } from './range-end.ts'

const year = new Date().getFullYear()

describe('a date is read in ISO 8601 and as its reader writes it', () => {
  test.each([
    ['2026-11-30', 'en-US', '2026-11-30'],
    ['2026-11-30 14:05', 'de-DE', '2026-11-30T14:05'],
    ['2026-11-30T14:05:59', 'en-US', '2026-11-30T14:05'],
    ['2026/11/30', 'en-US', '2026-11-30'],
    ['11/30/2026', 'en-US', '2026-11-30'],
    ['11/30/2026, 2:05 PM', 'en-US', '2026-11-30T14:05'],
    ['11/30/26 12:05 a.m.', 'en-US', '2026-11-30T00:05'],
    ['11/30/2026 13:05 pm', 'en-US', '2026-11-30T13:05'],
    ['11/3', 'en-US', `${year}-11-03`],
    ['30/11/2026 9:05', 'en-GB', '2026-11-30T09:05'],
    ['3/11', 'en-GB', `${year}-11-03`],
    ['30.11.2026', 'de-DE', '2026-11-30'],
    ['3. November 2026', 'de-DE', '2026-11-03'],
    ['3 dezember 2026 14:05', 'de-DE', '2026-12-03T14:05'],
    ['30-11-2026', 'nl-NL', '2026-11-30'],
    ['2026. 11. 30.', 'ko-KR', '2026-11-30'],
    ['30 Nov 2026', 'en-GB', '2026-11-30'],
    ['Nov 30, 2026', 'en-US', '2026-11-30'],
    ['Mon, 30 Nov 2026, 14:05', 'en-GB', '2026-11-30T14:05'],
    ['30 Nov', 'en-US', `${year}-11-30`],
    ['30 nov 26', 'en-US', '2026-11-30'],
    ['  ', 'en-US', null],
  ])('%s in %s is %s', (text, language, value) => {
    expect(readRangeEnd(text, language)).toEqual({ value })
  })
})

test.each([
  ['2026-02-30', 'en-US'],
  ['2026-13-01', 'en-US'],
  ['30/11/2026', 'en-US'],
  ['0001-01-01', 'en-US'],
  ['9999-99-99', 'en-US'],
  ['1764547200000', 'en-US'],
  ['Nov 31, 2026', 'en-US'],
  ['2026-11-30 25:00', 'en-US'],
  ['1.2.3.4', 'de-DE'],
  ['yesterday', 'en-US'],
  ['2026-11', 'en-US'],
])('%s in %s is refused with a sentence that shows how (F-01)', (text, language) => {
  expect(readRangeEnd(text, language)).toEqual({
    problem: expect.stringMatching(/^Write a date as 2026-11-30 or .*(11|30).*, or with a time as/),
  })
})

test('what a date is shown as can be typed again, in every language, and nothing typed is thrown at', () => {
  const languages = fc.constantFrom('en-US', 'en-GB', 'de-DE', 'fr-CA', 'ja-JP', 'sv-SE', 'ar-EG')
  const days = fc.date({
    min: new Date('1900-01-02T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, fc.constantFrom(10, 16), languages, (day, length, language) => {
      const end = day.toISOString().slice(0, length)
      expect(readRangeEnd(formatRangeEnd(end), language)).toEqual({ value: end })
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/. :aNov-]{0,20}$/)), (text) => {
      const reading = readRangeEnd(text, 'en-US')
      if ('value' in reading && reading.value !== null)
        expect(RangeEndSchema.safeParse(reading.value).success).toBe(true)
    }),
  )
})
