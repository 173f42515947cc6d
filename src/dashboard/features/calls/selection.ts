import type { RowSelectionState } from '@tanstack/react-table'
import type { CallPage, CallSummary } from '../../../contract/calls.ts'

/** A call and the number of its row in the whole list, from 1. */
type NumberedCall = { call: CallSummary; number: number }

/** By the ids of the calls. Whole calls, because a page that was left is not loaded for ever. */
export type ChosenCalls = ReadonlyMap<string, NumberedCall>

export const NOTHING_CHOSEN: ChosenCalls = new Map()

/** Finds the calls that are chosen by now: on the page, or else among those that were chosen before. */
export function findChosen(
  ids: RowSelectionState,
  { calls, page, size }: CallPage,
  before: ChosenCalls,
): ChosenCalls {
  const first = (page - 1) * size + 1
  const here = new Map(calls.map((call, at) => [call.id, { call, number: first + at }]))
  return new Map(
    Object.keys(ids).flatMap((id) => {
      const chosen = here.get(id) ?? before.get(id)
      return chosen === undefined ? [] : [[id, chosen]]
    }),
  )
}

export const idsOf = (chosen: ChosenCalls): RowSelectionState =>
  Object.fromEntries(Array.from(chosen.keys(), (id) => [id, true]))

export const inOrder = (chosen: ChosenCalls): CallSummary[] =>
  [...chosen.values()].toSorted((one, other) => one.number - other.number).map(({ call }) => call)
