import { expect, test } from 'vitest'
import { formatTenths, parseTenths } from './tenths.ts'

test('all 51 ratings are what they are written as', () => {
  for (let tenths = 0; tenths <= 50; tenths += 1) {
    expect(parseTenths(formatTenths(tenths))).toBe(tenths)
  }
  expect(formatTenths(48)).toBe('4.8')
  expect(formatTenths(null)).toBe('')
})

test.each([
  ['4', 40],
  ['0', 0],
  ['04.50', 45],
  [' 5.0 ', 50],
])('W-07 %j is %i tenths', (text, tenths) => expect(parseTenths(text)).toBe(tenths))

test.each(['5.1', '6', '-1', '4.85', '4,8', '.', '', 'good', '1e1', String(0.1 + 0.2)])(
  'W-07 %j is no rating',
  (text) => expect(parseTenths(text)).toBeUndefined(),
)
