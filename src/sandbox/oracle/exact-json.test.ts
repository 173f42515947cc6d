import { assert, bigInt, jsonValue, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { formatExactJson, parseExactJson } from './exact-json.ts'

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

test('every 64-bit integer keeps its digits in both directions', () => {
  assert(
    property(bigInt(INT64), (id) => {
      const json = `{"id":${id},"ids":[${id}, ${id}]}`
      expect(formatExactJson(parseExactJson(json))).toBe(json.replace(' ', ''))
    }),
  )
})

test('digits inside texts stay text, whatever stands around them', () => {
  assert(
    property(string(), bigInt(INT64), string(), (before, digits, after) => {
      const texts = { [`${before}${digits}`]: `${before}${digits}${after}` }
      expect(parseExactJson(formatExactJson(texts))).toEqual(texts)
    }),
  )
})

test('short numbers, fractions and exponents are read as JSON.parse reads them', () => {
  const json = '[0,-1,999999999999999,0.12345678901234567,1234567890123456.5,1234567890123456e2]'
  expect(parseExactJson(json)).toEqual(JSON.parse(json))
})

test.each(['', '{', '01234567890123456789', '+1234567890123456', '{"a":1234567890123456b}', 'NaN'])(
  'what is no JSON (%s) is refused',
  (text) => expect(() => parseExactJson(text)).toThrow(SyntaxError),
)

test('whatever JSON can say is written as it was read', () => {
  assert(
    property(jsonValue(), (value) => {
      const json = JSON.stringify(value)
      expect(formatExactJson(parseExactJson(json))).toBe(json)
    }),
  )
})

test('a text of many megabytes is read', () => {
  const json = JSON.stringify({ text: '\\'.repeat(4_000_000) })
  expect(formatExactJson(parseExactJson(json))).toBe(json)
})
