import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { disarm } from './disarm-json.ts'

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

test('keys that lead to a prototype are gone at every depth', () => {
  const json =
    '{"a":[{"__proto__":{"isAdmin":true},"b":{"constructor":{"prototype":{"isAdmin":true}}}}],"__proto__":1}'
  const disarmed = disarm(JSON.parse(json))
  expect(JSON.stringify(disarmed)).toBe('{"a":[{"b":{}}]}')
  expect(Object.assign({}, disarmed)).not.toHaveProperty('isAdmin')
})

test('64 levels are read, 65 are not, and half a million are refused as calmly', () => {
  expect(disarm(nested(64))).toEqual(nested(64))
  expect(() => disarm(nested(65))).toThrow(RangeError)
  let deep: unknown[] = []
  for (let level = 0; level < 500_000; level += 1) deep = [deep]
  expect(() => disarm(deep)).toThrow(RangeError)
})

const objects = (count: number) => Array.from({ length: count }, () => ({}))

test('20,000 objects are read, one more is not, on however many levels', () => {
  expect(disarm(objects(19_999))).toHaveLength(19_999)
  expect(() => disarm(objects(20_000))).toThrow(RangeError)
  expect(() => disarm([objects(10_000), [objects(10_000)]])).toThrow(RangeError)
})

test('everything else stays as it is', () => {
  const values = fc.jsonValue({ maxDepth: 8 }).filter((value) => {
    const text = JSON.stringify(value)
    return !text.includes('"__proto__":') && !text.includes('"constructor":')
  })
  fc.assert(
    fc.property(values, (value) => {
      const text = JSON.stringify(value)
      expect(JSON.stringify(disarm(JSON.parse(text)))).toBe(text)
    }),
  )
})
