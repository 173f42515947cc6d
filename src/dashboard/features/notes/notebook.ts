import type { Draft, Journal } from './journal/journal.ts'
import { type NotesState, type NoteState, UNTOUCHED } from './note-state.ts'

export type OpenJournal = (on: {
  onKept: (callId: string, rev: number) => void
  onNotKept: (callId: string) => void
}) => Journal

/**
 * The notes of this tab, in memory and on the device. `announce` tells the other tabs that something on the
 * device has changed.
 */
export function createNotebook(openJournal: OpenJournal, announce: () => void) {
  let state: NotesState = { notes: new Map(), others: [], unreadable: [] }
  // Of the time, so that a change of this page is never older than one of an earlier page.
  let lastRev = Date.now()
  const listeners = new Set<() => void>()

  const journal = openJournal({
    onKept: (callId, rev) => {
      const note = read(callId)
      put(callId, { kept: { rev, at: Date.now() }, isNotKept: note.isNotKept && rev < note.rev })
      announce()
    },
    onNotKept: (callId) => put(callId, { isNotKept: true }),
  })

  const read = (callId: string): NoteState => state.notes.get(callId) ?? UNTOUCHED

  function change(patch: Partial<NotesState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  function put(callId: string, patch: Partial<NoteState>) {
    change({ notes: new Map(state.notes).set(callId, { ...read(callId), ...patch }) })
  }

  return {
    journal,
    all: () => state,
    read,
    change,
    put,

    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** `draft` is this tab's from now on, in memory at once and on the device soon. */
    keep: (draft: Draft, patch: Partial<NoteState>): void => {
      const { draft: before, changedAt: then } = read(draft.callId)
      const { changedAt = before?.text === draft.text ? then : Date.now() } = patch
      lastRev += 1
      journal.keep(draft, lastRev, changedAt)
      put(draft.callId, {
        error: undefined,
        theirs: undefined,
        ...patch,
        draft,
        rev: lastRev,
        changedAt,
      })
    },

    /** This tab has nothing of the note any more that HostedSuite has not, or that the person has not given up. */
    forget: (callId: string, patch: Partial<NoteState> = {}): void => {
      const { savedAt, undo } = read(callId)
      put(callId, { ...UNTOUCHED, savedAt, undo, ...patch })
      void journal.forget(callId).then(announce)
    },
  }
}

export type Notebook = ReturnType<typeof createNotebook>
