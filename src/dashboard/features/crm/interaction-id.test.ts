import { expect, test } from 'vitest'
import { problemOfId, splitColumn } from './interaction-id.ts'

test.each(['1', ' 42 ', '0042', '9007199254740993', '9223372036854775807'])(
  '%j is an Interaction ID',
  (typed) => expect(problemOfId(typed)).toBeUndefined(),
)

test.each(['7a', '1e5', '-1', '0', '4.2', '9223372036854775808', '٣'])(
  '%j is no Interaction ID',
  (typed) => expect(problemOfId(typed)).toContain('at most 19 digits'),
)

test('without anything typed it is told what to enter', () => {
  expect(problemOfId('  ')).toContain('Enter the ID')
})

test.each([
  ['1\n2\n3', ['1', '2', '3']],
  ['1\r\n\r\n3\r\n', ['1', '', '3']],
  [' 1 \n2', ['1', '2']],
])('of the column %j the cells are %j', (pasted, cells) => {
  expect(splitColumn(pasted)).toEqual(cells)
})

test.each(['1', '1\n', '', '1 2'])('%j is no column', (pasted) => {
  expect(splitColumn(pasted)).toBeUndefined()
})
