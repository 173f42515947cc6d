import type { CallSummary } from '../../../contract/calls.ts'
import { splitTime } from '../../../contract/time-split.ts'

/**
 * The scale of the time-split bars: the longest call of the page, but no more than four times the middle
 * one, so that a call left open overnight does not shrink all others to a dot.
 */
export function chooseSplitScale(calls: CallSummary[]): number {
  const totals = calls
    .map((call) => splitTime(call).reduce((sum, { seconds }) => sum + seconds, 0))
    .toSorted((one, other) => one - other)
  const middle = totals[Math.floor(totals.length / 2)] ?? 0
  const longest = totals.at(-1) ?? 0
  return Math.max(60, Math.min(longest, middle * 4))
}
