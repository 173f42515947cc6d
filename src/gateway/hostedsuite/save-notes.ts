import type { SavedNotes, SaveNotes } from '../../contract/notes.ts'
import { ProblemError } from '../problems.ts'
import { isFault } from './errors.ts'

/** One call's note in HostedSuite. */
export type StoredNote = {
  read: () => Promise<string>
  write: (text: string) => Promise<unknown>
}

/** Hosts and browsers write line ends in their own ways; a difference in nothing else is none. */
const withoutLineEnds = (text: string) => text.replaceAll(/\r\n?/g, '\n')
const isSame = (one: string, other: string) => withoutLineEnds(one) === withoutLineEnds(other)

/**
 * HostedSuite has no version of a note to compare with, so the gateway reads before it writes: CONFLICT
 * if the note is no longer `base`. A small race with other clients of HostedSuite remains. What the update
 * answers is what HostedSuite was told, not what it holds, so a save counts once the note has been read
 * again; otherwise OUTCOME_UNKNOWN.
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

  await note.write(text).catch((error: unknown) => {
    if (!isFault(error, 'outcome-unknown')) throw error
  })
  const stored = await note.read().catch((cause: unknown) => {
    throw new ProblemError('OUTCOME_UNKNOWN', { cause })
  })
  if (!isSame(stored, text)) throw new ProblemError('OUTCOME_UNKNOWN')
  return saved(stored)
}
