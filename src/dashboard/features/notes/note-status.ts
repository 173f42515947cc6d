import { formatClock } from '../../shared/format.ts'
import { isOnDevice, type NoteState } from './note-state.ts'

/** Says what is certain, and nothing that only a timer believes. `stored` is what HostedSuite holds. */
export function describeNote(note: NoteState, stored: string): string {
  const { step, draft, kept, isNotKept, savedAt, isMerged } = note
  if (draft === undefined) {
    if (savedAt === undefined) return ''
    const more = isMerged
      ? ', together with what somebody else added'
      : stored === ''
        ? ': notes cleared'
        : ''
    return `Saved to HostedSuite ${formatClock(savedAt)}${more}`
  }
  const isUnderWay = step === 'wanted' || step === 'sending'
  if (isUnderWay && (draft.next ?? draft.op?.text) === draft.text) return 'Saving…'
  if (isNotKept) return 'NOT kept'
  if (isOnDevice(note) && kept !== undefined) return `Kept on this device ${formatClock(kept.at)}`
  return 'Typing…'
}
