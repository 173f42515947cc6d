import type { Direction } from './calls.ts'
import type { TimePart } from './time-split.ts'

/** What people read for the codes of the contract, the same wherever a call is shown. */
export const DIRECTION_NAMES: Record<Direction, string> = {
  incoming: 'Incoming',
  outgoing: 'Outgoing',
}

export const PART_NAMES: Record<TimePart['kind'], string> = {
  ring: 'Ring',
  hold: 'Hold',
  talk: 'Talk',
  transfer: 'Transfer',
  work: 'Work',
  other: 'Unexplained',
}
