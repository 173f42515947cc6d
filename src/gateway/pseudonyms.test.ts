import { expect, test } from 'vitest'
import { createPseudonym } from './pseudonyms.ts'

const noon = () => new Date('2026-08-06T12:00:00Z')

test('a name has one stand-in until midnight in UTC, and another one afterwards', () => {
  let now = new Date('2026-08-06T00:00:00Z')
  const pseudonym = createPseudonym(() => now)
  const morning = pseudonym('ada')
  now = new Date('2026-08-06T23:59:59Z')
  expect(pseudonym('ada')).toBe(morning)
  expect(pseudonym('bob')).not.toBe(morning)
  now = new Date('2026-08-07T00:00:00Z')
  expect(pseudonym('ada')).not.toBe(morning)
})

test('two processes give one name different stand-ins', () => {
  expect(createPseudonym(noon)('ada')).not.toBe(createPseudonym(noon)('ada'))
})

test('a stand-in is sixteen letters that hold nothing of the name', () => {
  const pseudonym = createPseudonym(noon)
  expect(pseudonym('ada\r\n\u001b[31mred')).toMatch(/^[\w-]{16}$/)
})
