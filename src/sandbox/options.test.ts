import { expect, test } from 'vitest'
import { ConfigurationError } from './configuration-error.ts'
import { NO_FAULTS } from './faults.ts'
import { parseSandboxOptions } from './options.ts'

test('without flags it serves port 4180 from .data/sandbox with no faults', () => {
  expect(parseSandboxOptions([])).toEqual({
    port: 4180,
    data: '.data/sandbox',
    seed: 1,
    faults: NO_FAULTS,
  })
})

test('every flag is read', () => {
  const args = '--port 0 --data :memory: --calls a.ndjson --generate 9 --seed 4'.split(' ')
  expect(parseSandboxOptions([...args, '--faults', '{"firstPage":1}'])).toEqual({
    port: 0,
    data: ':memory:',
    calls: 'a.ndjson',
    generate: 9,
    seed: 4,
    faults: { ...NO_FAULTS, firstPage: 1 },
  })
})

test.each([
  [['--port', '70000'], /^--port .*\.$/],
  [['--generate', '-1'], /--generate/],
  [['--generate=lots'], /^--generate .*"lots"\.$/],
  [['--seed', '1.5'], /^--seed /],
  [['--data', ''], /^--data /],
  [['--calls', ''], /^--calls /],
  [['--faults', '{'], /^--faults /],
  [['--faults', '{"cap":0}'], /^--faults: "cap": /],
  [['--faults', '{"nonsense":1}'], /^--faults: .*nonsense/],
  [['--colour'], /--colour/],
  [['extra'], /extra/],
])('%j is refused with one sentence', (args, sentence) => {
  expect(() => parseSandboxOptions(args)).toThrow(ConfigurationError)
  expect(() => parseSandboxOptions(args)).toThrow(sentence)
})
