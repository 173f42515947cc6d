import * as z from 'zod/mini'
import { isStorable, utf8Bytes } from './text.ts'

/** Longest note in UTF-8 bytes. HostedSuite states no limit; this one keeps a save well under its host's. */
export const MAX_NOTE_BYTES = 65_536

/** Text that survives the way to HostedSuite byte for byte: no lone surrogate, no NUL, at most 64 KB. */
export const NoteTextSchema = z.string().check(
  z.refine((text) => utf8Bytes(text) <= MAX_NOTE_BYTES, 'This note is longer than 64 KB.'),
  z.refine(isStorable, 'This note holds characters that cannot be stored.'),
)

const withoutLineEnds = (text: string) => text.replaceAll(/\r\n?/g, '\n')

/** Hosts and browsers write line ends in their own ways; a difference in nothing else is none. */
export const isSameNote = (one: string, other: string): boolean =>
  withoutLineEnds(one) === withoutLineEnds(other)

/**
 * Saves one note. `base` is the text that the person started from: the gateway writes only while
 * HostedSuite still holds it. An empty `text` clears the note. `opId` names this one save: repeated within ten
 * minutes of its success it is answered again and not done again; with another base or text it is refused.
 */
export const SaveNotesSchema = z.object({
  opId: z.string().check(z.minLength(8), z.maxLength(64)),
  base: z.string(),
  text: NoteTextSchema,
})
export type SaveNotes = z.infer<typeof SaveNotesSchema>

/**
 * What HostedSuite holds after a save, and when the gateway saw it (UTC). `rewritten`: HostedSuite took the save
 * and holds another text all the same, because it changed the text or somebody else was quicker. The sender's
 * own text is then stored nowhere.
 */
export const SavedNotesSchema = z.object({
  notes: z.string(),
  savedAt: z.string(),
  rewritten: z.optional(z.literal(true)),
})
export type SavedNotes = z.infer<typeof SavedNotesSchema>
