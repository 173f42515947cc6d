import { MAX_NOTE_BYTES, NoteTextSchema } from '../../../contract/notes.ts'
import { utf8Bytes } from '../../../contract/text.ts'
import { formatCount } from '../../shared/format.ts'
import type { Draft } from './journal/journal.ts'

/**
 * Why a note cannot be saved as it stands. HostedSuite clears a note on an empty text, which is too much for a slip
 * of the finger: only the operation that clears has one.
 */
export function findProblem({ text, base, op }: Omit<Draft, 'callId'>): string | undefined {
  if (text === op?.text) return undefined
  if (text === '' && (base !== '' || op !== undefined)) return 'Use Clear notes to empty it.'
  return NoteTextSchema.safeParse(text).error?.issues[0]?.message
}

/** From here on people want to know how much room is left. */
const NEARLY_FULL_BYTES = MAX_NOTE_BYTES * 0.9

/** `65,000 of 65,536 bytes`; nothing while there is room enough. */
export function describeLength(text: string): string {
  const bytes = utf8Bytes(text)
  if (bytes < NEARLY_FULL_BYTES) return ''
  return `${formatCount(bytes)} of ${formatCount(MAX_NOTE_BYTES)} bytes`
}
