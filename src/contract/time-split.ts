import type { CallSummary } from './calls.ts'

/** The parts of a call in their fixed order; `other` is what the parts do not explain of the duration. */
export type TimePart = {
  kind: 'ring' | 'hold' | 'talk' | 'transfer' | 'work' | 'other'
  seconds: number
}

type Timed = Pick<
  CallSummary,
  | 'ringSeconds'
  | 'holdSeconds'
  | 'talkSeconds'
  | 'transferSeconds'
  | 'workSeconds'
  | 'durationSeconds'
>

/**
 * Splits a call's time into its parts; parts without time are left out. The documents do not say which
 * seconds add up to the duration, so only a remainder of a second or more is shown as unexplained.
 */
export function splitTime(call: Timed): TimePart[] {
  const parts: TimePart[] = [
    { kind: 'ring', seconds: call.ringSeconds ?? 0 },
    { kind: 'hold', seconds: call.holdSeconds ?? 0 },
    { kind: 'talk', seconds: call.talkSeconds ?? 0 },
    { kind: 'transfer', seconds: call.transferSeconds ?? 0 },
    { kind: 'work', seconds: call.workSeconds ?? 0 },
  ]
  const explained = parts.reduce((sum, part) => sum + part.seconds, 0)
  const other = (call.durationSeconds ?? 0) - explained
  if (other >= 1) parts.push({ kind: 'other', seconds: other })
  return parts.filter((part) => part.seconds > 0)
}
