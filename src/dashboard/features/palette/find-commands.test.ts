import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCommands } from './find-commands.ts'

const make = (label: string, keywords?: string) => ({
  id: label,
  group: 'Filters',
  label,
  ...(keywords === undefined ? {} : { keywords }),
  run: () => undefined,
})
const COMMANDS = [
  make('Date range: Last 7 days'),
  make('Date range: Last 30 days'),
  make('Direction: Incoming', 'inbound'),
  make('Notes: Without a note'),
]
const find = (typed: string) => findCommands(COMMANDS, typed).map(({ label }) => label)

test.each([
  ['last', ['Date range: Last 7 days', 'Date range: Last 30 days']],
  ['30 LAST', ['Date range: Last 30 days']],
  ['filters in', ['Direction: Incoming']],
  ['inbound', ['Direction: Incoming']],
  ['lst7', ['Date range: Last 7 days']],
  ['wout nte', ['Notes: Without a note']],
  ['xyz', []],
])('%s finds what it may mean', (typed, labels) => {
  expect(find(typed)).toEqual(expect.arrayContaining(labels))
  if (labels.length === 0) expect(find(typed)).toEqual([])
})

test('nothing typed finds everything, in order', () => {
  expect(findCommands(COMMANDS, '  ')).toEqual(COMMANDS)
})

test('a command is found by any words of its label, in any order', () => {
  const words = COMMANDS.flatMap((command) =>
    command.label.split(' ').map((word) => ({ command, word })),
  )
  fc.assert(
    fc.property(fc.constantFrom(...words), ({ command, word }) => {
      expect(findCommands(COMMANDS, `${word} ${command.label}`)).toContain(command)
    }),
  )
})
