import type { SavedNotes } from '../../../contract/notes.ts'

/** Typed and not yet stored: the text, and the stored text that the typing began from. */
export type Draft = { text: string; base: string }

/** What is going on with one call's note. All of it absent: the note is as HostedSuite holds it. */
export type NoteState = {
  draft?: Draft
  /** The text that is on its way to HostedSuite now. */
  saving?: string
  /** Somebody asked to save while a save was under way; it follows. */
  isQueued?: boolean
  /** When HostedSuite was last seen to hold the note (UTC). */
  savedAt?: string
  /** Why the last save did not succeed; `current` is what HostedSuite holds instead, if it said so. */
  failure?: { error: unknown; current: string | undefined }
  /** What Clear took away, for as long as it can be undone. */
  cleared?: string
}

type Save = (callId: string, change: { base: string; text: string }) => Promise<SavedNotes>
type ReadCurrent = (error: unknown) => string | undefined

const UNTOUCHED: NoteState = {}

/**
 * Keeps the unsaved notes of all calls while the page lives. It outlives the editors: closing a call, or
 * going on to the next one, loses neither text nor the outcome of a save that is under way.
 */
export function createNoteKeeper(saveNote: Save, readCurrent: ReadCurrent) {
  let notes: ReadonlyMap<string, NoteState> = new Map()
  const listeners = new Set<() => void>()

  const read = (callId: string): NoteState => notes.get(callId) ?? UNTOUCHED

  function write(callId: string, state: NoteState) {
    notes = new Map(notes).set(callId, state)
    for (const listener of listeners) listener()
  }

  /** Tells HostedSuite `text`; `kept` is what stays in the editor if that fails. */
  async function send(callId: string, { base, text }: Draft, kept = text): Promise<void> {
    const { failure: _over, savedAt: _before, isQueued: _now, ...before } = read(callId)
    write(callId, { ...before, saving: text })
    try {
      const { notes: held, savedAt } = await saveNote(callId, { base, text })
      const { draft, cleared, isQueued } = read(callId)
      // What was typed while the save was under way starts from what has just been stored.
      const later =
        draft === undefined || draft.text === text ? undefined : { text: draft.text, base: held }
      write(callId, {
        savedAt,
        ...(cleared !== undefined && { cleared }),
        ...(later && { draft: later }),
      })
      if (isQueued && later) await send(callId, later)
    } catch (error) {
      const current = readCurrent(error)
      // Now that the person can see the other text, saving again may replace it.
      const draft = { text: read(callId).draft?.text ?? kept, base: current ?? base }
      write(callId, { failure: { error, current }, ...(draft.text !== draft.base && { draft }) })
    }
  }

  return {
    read,

    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** All notes that were touched, by call id; another object after every change. */
    all: () => notes,

    /** `stored` is what HostedSuite held when the call was last read, here and below. */
    type(callId: string, text: string, stored: string): void {
      const { cleared: _undone, draft, ...rest } = read(callId)
      const isTyped = text !== stored || rest.saving !== undefined
      write(callId, { ...rest, ...(isTyped && { draft: { text, base: draft?.base ?? stored } }) })
    },

    async save(callId: string, stored: string): Promise<void> {
      const { cleared: _undone, ...state } = read(callId)
      const isBusy = state.saving !== undefined
      write(callId, { ...state, ...(isBusy && { isQueued: true }) })
      if (!isBusy) await send(callId, state.draft ?? { text: stored, base: stored })
    },

    /** HostedSuite clears a note on '' only, so this is an action of its own. */
    async clear(callId: string, stored: string): Promise<void> {
      const { draft = { text: stored, base: stored }, ...rest } = read(callId)
      if (rest.saving !== undefined) return
      write(callId, { ...rest, cleared: draft.text })
      await send(callId, { text: '', base: draft.base }, draft.text)
    },

    async undoClear(callId: string, stored: string): Promise<void> {
      const { cleared = '', ...rest } = read(callId)
      if (rest.saving !== undefined) return
      write(callId, { ...rest, draft: { text: cleared, base: stored } })
      await send(callId, { text: cleared, base: stored })
    },

    /** Gives the own text up for what HostedSuite holds. */
    takeTheirs: (callId: string): void => write(callId, UNTOUCHED),
  }
}

export type NoteKeeper = ReturnType<typeof createNoteKeeper>

/** The text in the editor. */
export const shownText = ({ draft, saving }: NoteState, stored: string): string =>
  draft?.text ?? saving ?? stored
