import { expect, test } from 'vitest'
import { toCall } from './map-call.ts'
import { parseCallRow } from './wire.ts'

const typesOf = (...StartTimes: (string | null)[]) => {
  const Interactions = StartTimes.map((StartTime, at) => ({ StartTime, Type: String(at) }))
  const row = parseCallRow({ Id: 'a', Interactions })
  return row && toCall(row, 'UTC').interactions.map(({ type }) => type)
}

test('interactions are in the order of their times, those of one moment as they came (W-04)', () => {
  const [early, late] = ['2026-08-06 08:45:00', '/Date(1786020900000)/']
  expect(typesOf(late, early, late, early)).toEqual(['1', '3', '0', '2'])
})

test.each(['soon', '', null])('with one time of %o, all of them stay as they came', (unknown) => {
  expect(typesOf('2026-08-06 08:46:00', unknown, '2026-08-06 08:45:00')).toEqual(['0', '1', '2'])
})
