import { expect, test } from 'vitest'
import { parseExactly } from './wire.ts'

test('long integers keep their digits, fractions and texts stay what they are', () => {
  const json = String.raw`{"a":9007199254740993,"b":[-1234567890123456789,1.5e3],"c":"\"9007199254740993","d":0.12345678901234567890}`
  expect(parseExactly(json)).toEqual({
    a: '9007199254740993',
    b: ['-1234567890123456789', 1500],
    c: '"9007199254740993',
    d: 0.12345678901234568,
  })
})

test('an answer that breaks off in a text of 200,000 quotes holds nobody up', () => {
  const startedAt = performance.now()
  expect(parseExactly(`{"a":"${'\\"'.repeat(200_000)}`)).toBeUndefined()
  expect(performance.now() - startedAt).toBeLessThan(5000)
})
