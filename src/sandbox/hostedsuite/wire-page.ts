import type { Faults } from '../faults.ts'
import { toCallRecord } from '../store/call-rows.ts'
import type { ListAnswer } from './list-calls.ts'
import { formatOf } from './start-time.ts'

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
export function toWirePage({ rows, ...rest }: ListAnswer, faults: Faults): object {
  const formatTime = formatOf(faults.startTimeFormat)
  const calls = rows.map((row) => toCallRecord(row, formatTime))
  const odd = { duplicate: calls[0] ?? null, null: null, bad: BAD_ROW }
  const Items = [...calls, ...faults.oddRows.map((kind) => odd[kind])]
  if (faults.bareArray) return Items
  if (faults.items === 'absent') return rest
  return { Items: faults.items === 'null' ? null : Items, ...rest }
}
