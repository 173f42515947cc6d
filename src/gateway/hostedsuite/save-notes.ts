import { isSameNote, type SavedNotes, type SaveNotes } from '../../contract/notes.ts'
import { ProblemError } from '../problems.ts'
import { isFault } from './errors.ts'

/** One call's note in HostedSuite. */
export type StoredNote = {
  read: () => Promise<string>
  write: (text: string) => Promise<unknown>
}

/**
 * HostedSuite has no version of a note to compare with, so the gateway reads before it writes: CONFLICT
 * if the note is no longer `base`. A small race with other clients of HostedSuite remains. What the update
 * answers is what HostedSuite was told, not what it holds, so a save counts once the note has been read
 * again; OUTCOME_UNKNOWN if it cannot be, or if the update was not answered and nothing has changed.
 */
export async function saveNotes(
  note: StoredNote,
  { base, text }: SaveNotes,
  clock: () => Date,
): Promise<SavedNotes> {
  const saved = (notes: string): SavedNotes => ({ notes, savedAt: clock().toISOString() })

  const current = await note.read()
  if (isSameNote(current, text)) return saved(current)
  if (!isSameNote(current, base)) throw new ProblemError('CONFLICT', { current })

  const isAnswered = await note.write(text).then(
    () => true,
    (error: unknown) => {
      if (!isFault(error, 'outcome-unknown')) throw error
      return false
    },
  )
  const stored = await note.read().catch((cause: unknown) => {
    throw new ProblemError('OUTCOME_UNKNOWN', { cause })
  })
  if (isSameNote(stored, text)) return saved(stored)
  if (!isAnswered && isSameNote(stored, current)) throw new ProblemError('OUTCOME_UNKNOWN')
  return { ...saved(stored), rewritten: true }
}
