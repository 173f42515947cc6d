import type { CallSummary } from '../../../contract/calls.ts'

/** HostedSuite has no such filter: it holds for the calls of a page once they are there. */
export const NOTE_FILTERS = ['with', 'without'] as const
export type NoteFilter = (typeof NOTE_FILTERS)[number]

export const NOTE_LABELS = { with: 'With a note', without: 'Without a note' } as const
/** What a call that passes is said to have. */
export const NOTE_WORDS = { with: 'a note', without: 'no note' } as const

/** A note of nothing but space says nothing. */
export const passesNoteFilter = ({ notes }: CallSummary, filter: NoteFilter | null): boolean =>
  filter === null || (notes.trim() === '') === (filter === 'without')
