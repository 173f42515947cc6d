import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitByMatches } from './find-text.ts'

const matches = (text: string, words: string) =>
  splitByMatches(text, words).filter((_, at) => at % 2 === 1)

test('words are found in either letter case, as they stand', () => {
  expect(matches('Refund? A refund of $5.00', 'refund')).toEqual(['Refund', 'refund'])
  expect(matches('A refund of $5.00, not $5100', '$5.00')).toEqual(['$5.00'])
  expect(matches('a-b [hold] {x} ab', 'a-b [hold] {x}')).toEqual(['a-b [hold] {x}'])
})

test('no words find nothing', () => {
  expect(splitByMatches('text', '  ')).toEqual(['text'])
})

test('the parts are the text, whatever is looked for', () => {
  const texts = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(texts, texts, (text, words) => {
      expect(splitByMatches(text, words).join('')).toBe(text)
    }),
  )
})
