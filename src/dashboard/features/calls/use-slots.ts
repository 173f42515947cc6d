import { useState } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'

/** By the ids of the calls on a page, in its order: which row each of them has. */
export type Slots = ReadonlyMap<string, number>

/**
 * Which row each call gets, given those of the calls before. Calls of another page are written into the rows in their
 * order, because to build new ones is more than a browser needs do for every page. But where most of the calls stay, as
 * when new ones have come in, each of them keeps its row, with the focus and all that is in it. What comes then gets rows
 * of its own, between which the others need not move.
 */
export function assignSlots(before: Slots, callIds: readonly string[]): Slots {
  const slots = [...before.values()]
  const isMostlyTheSame = callIds.filter((id) => before.has(id)).length * 2 > callIds.length
  let next = Math.max(-1, ...slots) + 1
  return new Map(
    callIds.map((id, at) => [id, (isMostlyTheSame ? before.get(id) : slots[at]) ?? next++]),
  )
}

const place = (before: Slots, calls: readonly CallSummary[]) => ({
  calls,
  slots: assignSlots(
    before,
    calls.map(({ id }) => id),
  ),
})

/** The slots of the calls that are shown now. */
export function useSlots(calls: readonly CallSummary[]): Slots {
  const [placed, setPlaced] = useState(() => place(new Map(), calls))
  if (placed.calls === calls) return placed.slots
  const next = place(placed.slots, calls)
  setPlaced(next)
  return next.slots
}
