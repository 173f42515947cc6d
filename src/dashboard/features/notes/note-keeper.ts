import { isSameNote } from '../../../contract/notes.ts'
import type { DraftKey } from '../../../contract/session.ts'
import { createDelivery, type Host } from './delivery.ts'
import { isOnDevice, type OtherDraft, shownText, type UnsentNote } from './note-state.ts'
import { createNotebook, type OpenJournal } from './notebook.ts'
import { createOtherTabs } from './other-tabs.ts'

type Options = Host & { openJournal: OpenJournal; announce: () => void }

/**
 * The unsent notes of one person: what people do to them. It outlives the editors, and through the journal the
 * page. `stored`, wherever it is asked for, is what HostedSuite held when the call was last read.
 */
export function createNoteKeeper({ openJournal, announce, ...host }: Options) {
  const notebook = createNotebook(openJournal, announce)
  const { journal, all, read, put, keep, forget } = notebook
  const delivery = createDelivery(notebook, host)
  const otherTabs = createOtherTabs(notebook, delivery.goOn)

  function type(callId: string, text: string, stored: string) {
    const { draft, step, error } = read(callId)
    const base = draft?.base ?? stored
    if (draft?.op !== undefined) keep({ ...draft, text }, { step, error })
    else if (isSameNote(text, base)) forget(callId)
    else keep({ callId, text, base }, { step: 'draft', isMerged: false })
  }

  async function discard(name: string): Promise<void> {
    await journal.discard(name)
    await otherTabs.refresh()
  }

  return {
    all,
    read,
    subscribe: notebook.subscribe,
    isAllKept: (): boolean => [...all().notes.values()].every(isOnDevice),
    versions: journal.versions,
    tidy: journal.tidy,
    flush: journal.flush,
    wake: delivery.wake,
    pause: delivery.pause,
    refresh: otherTabs.refresh,

    /** The editor of a call is there, until the result is called. */
    open: otherTabs.open,

    type,

    /** Another text takes the place of the one in the editor, which stays among the earlier versions. */
    replace(callId: string, text: string, stored: string): void {
      journal.remember(callId, shownText(read(callId), stored))
      type(callId, text, stored)
    },

    /**
     * Resolves with whether HostedSuite has acknowledged it. With false the text is kept and, where that can
     * help, sent again. A text with a problem is not sent: emptying a note, for one, is `clear`.
     */
    save: delivery.save,

    /** HostedSuite clears a note on '' only, so this is an action of its own. */
    clear(callId: string, stored: string): void {
      const { text, base, op } = read(callId).draft ?? { text: stored, base: stored }
      if (op !== undefined) return
      journal.remember(callId, text)
      delivery.want({ callId, text: '' }, { base, text: '', undoTo: text })
    },

    /** Brings back what the last save replaced; asks if somebody else has written since, seen or unseen. */
    undo(callId: string): void {
      const { undo, draft } = read(callId)
      if (undo === undefined || draft !== undefined) return
      const { from, to: text } = undo
      const op = { base: from, text, undoTo: from, isUndo: true } as const
      delivery.want({ callId, text }, op, { undo: undefined })
    },

    /** Settles a conflict with a text that replaces what HostedSuite holds. */
    replaceTheirs(callId: string, text: string): void {
      const { theirs } = read(callId)
      if (theirs !== undefined)
        delivery.want({ callId, text }, { base: theirs, text, undoTo: theirs })
    },

    /** Gives the own text up for what HostedSuite holds. It stays among the earlier versions. */
    takeTheirs(callId: string): void {
      const { draft } = read(callId)
      if (draft !== undefined) journal.remember(callId, draft.text)
      forget(callId)
    },

    /** The person has seen what HostedSuite made of the text, and goes on with the own one. */
    keepEditing: (callId: string): void => put(callId, { step: 'draft', theirs: undefined }),

    /** Another unsent text of the call takes the place of the one in the editor. */
    async takeOther({ name, callId, text, base }: OtherDraft): Promise<void> {
      const { draft } = read(callId)
      if (draft?.op !== undefined) return
      if (draft !== undefined) journal.remember(callId, draft.text)
      // On its own base: what has been saved since then, its writer has not seen.
      keep({ callId, text, base }, { step: 'draft' })
      await journal.flush()
      if (isOnDevice(read(callId))) await journal.discard(name)
      await otherTabs.refresh()
    },

    /** Sends what nobody has asked to save so far, wherever in this browser it was left. */
    async send({ name, draft: { callId }, isSecond }: UnsentNote): Promise<void> {
      if (isSecond) return
      if (read(callId).draft === undefined) {
        await otherTabs.takeOver(name)
        void otherTabs.refresh()
      }
      const { draft } = read(callId)
      if (draft !== undefined) await delivery.save(callId, draft.base)
    },

    /** Gives up what is unsent: this tab's drafts, and those that closed tabs left behind. */
    async discardAll(): Promise<void> {
      for (const [callId, { draft }] of all().notes) if (draft !== undefined) forget(callId)
      const left = all().others.filter(({ isOpen }) => !isOpen)
      await Promise.all(left.map(({ name }) => journal.discard(name)))
    },

    discard,

    /** Gives one of them up, wherever in this browser it was left. It stays among the earlier versions. */
    async giveUp({ name, draft: { callId, text } }: UnsentNote): Promise<void> {
      journal.remember(callId, text)
      if (name === callId) forget(callId)
      else await discard(name)
    },

    /** The person is signed in, for the first time or again. */
    resume(draftKeys: DraftKey[]): void {
      journal.unlock(draftKeys)
      delivery.resume()
      void otherTabs.refresh()
    },

    stop(): void {
      delivery.stop()
      otherTabs.stop()
      void journal.close()
    },
  }
}

export type NoteKeeper = ReturnType<typeof createNoteKeeper>
