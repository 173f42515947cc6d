import type { Faults } from '../faults.ts'
import { toWireCall } from './answer.ts'
import type { ListAnswer } from './list-calls.ts'

/** A row that has every kind of value where another one belongs. */
const BAD_ROW = {
  Id: 7,
  StartTime: { year: 2026 },
  Notes: ['a list'],
  DurationInSeconds: 'soon',
  HoldCount: true,
  Interactions: 'none',
  Flagged: 'maybe',
}

/** The list's answer as it goes out, odd rows and all. */
export function toWirePage({ Items: calls, ...rest }: ListAnswer, faults: Faults): object {
  const rows = calls.map((call) => toWireCall(call, faults))
  const odd = { duplicate: rows[0] ?? null, null: null, bad: BAD_ROW }
  const Items = [...rows, ...faults.oddRows.map((kind) => odd[kind])]
  if (faults.bareArray) return Items
  if (faults.items === 'absent') return rest
  return { Items: faults.items === 'null' ? null : Items, ...rest }
}
