import type { SavedNotes, SaveNotes } from '../../contract/notes.ts'
import { ProblemError } from '../problems.ts'
import { HostedSuiteError } from './errors.ts'

/** One call's note in HostedSuite. `write` gives the note of its answer, undefined if the answer has none. */
export type StoredNote = {
  read: () => Promise<string>
  write: (text: string) => Promise<string | undefined>
}

/** Hosts and browsers write line ends in their own ways; a difference in nothing else is none. */
const withoutLineEnds = (text: string) => text.replaceAll(/\r\n?/g, '\n')
const isSame = (one: string, other: string) => withoutLineEnds(one) === withoutLineEnds(other)

/**
 * HostedSuite has no version of a note to compare with, so the gateway reads before it writes: CONFLICT
 * if the note is no longer `base`. A small race with other clients of HostedSuite remains. A save counts
 * only once HostedSuite has shown the new text; otherwise OUTCOME_UNKNOWN.
 */
export async function saveNotes(
  note: StoredNote,
  { base, text }: SaveNotes,
  clock: () => Date,
): Promise<SavedNotes> {
  const saved = (notes: string): SavedNotes => ({ notes, savedAt: clock().toISOString() })

  const current = await note.read()
  if (isSame(current, text)) return saved(current)
  if (!isSame(current, base)) throw new ProblemError('CONFLICT', { current })

  const answered = await note.write(text).catch((error: unknown) => {
    if (error instanceof HostedSuiteError && error.fault === 'outcome-unknown') return undefined
    throw error
  })
  if (answered !== undefined && isSame(answered, text)) return saved(answered)

  const stored = await note.read().catch((cause: unknown) => {
    throw new ProblemError('OUTCOME_UNKNOWN', { cause })
  })
  if (!isSame(stored, text)) throw new ProblemError('OUTCOME_UNKNOWN')
  return saved(stored)
}
