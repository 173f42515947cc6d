import { isSameNote, type SavedNotes } from '../../../contract/notes.ts'
import type { DraftKey } from '../../../contract/session.ts'
import { newId } from '../../shared/new-id.ts'
import { readFailure } from './failure.ts'
import type { Draft, Journal, KeptDraft, Operation } from './journal/journal.ts'
import {
  isOnDevice,
  type NotesState,
  type NoteState,
  type OtherDraft,
  UNTOUCHED,
} from './note-state.ts'
import { createRetries } from './retries.ts'

type Options = {
  openJournal: (on: {
    onKept: (callId: string, rev: number) => void
    onNotKept: (callId: string) => void
  }) => Journal
  saveNote: (callId: string, op: Operation) => Promise<SavedNotes>
  /** The one text that holds both changes, or undefined where a person has to choose. */
  merge: (base: string, theirs: string, yours: string) => string | undefined
  /** Tells the other tabs that something has changed in the journal. */
  announce: () => void
}

const AT_ONCE = 2
const UNDO_MS = 10 * 60_000

/**
 * The unsent notes of all calls. It outlives the editors, and through the journal the page: what somebody asked
 * to save is sent until it is answered, in order for each call, and a text goes only once it was acknowledged.
 */
export function createNoteKeeper({ openJournal, saveNote, merge, announce }: Options) {
  let state: NotesState = { notes: new Map(), others: [], unreadable: [] }
  let isPaused = false
  let isStopped = false
  let lastRev = Date.now()
  const listeners = new Set<() => void>()
  /** Calls whose editor is open, with what HostedSuite held when they were read. */
  const openCalls = new Map<string, string>()
  const sending = new Set<string>()
  const retries = createRetries(retry)
  const undoTimers = new Map<string, ReturnType<typeof setTimeout>>()
  /** Who waits for the outcome of a save. */
  const outcomes = new Map<string, ((isSaved: boolean) => void)[]>()
  const awaitedTabs = new Set<string>()

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

  /** `draft` is this tab's from now on, in memory at once and on the device soon. */
  function keep(draft: Draft, patch: Partial<NoteState>) {
    lastRev += 1
    journal.keep(draft, lastRev)
    put(draft.callId, {
      error: undefined,
      theirs: undefined,
      ...patch,
      draft,
      rev: lastRev,
      changedAt: Date.now(),
    })
  }

  /** This tab has nothing of the note any more that HostedSuite has not, or that the person has not given up. */
  function forget(callId: string, patch: Partial<NoteState>) {
    const { savedAt, undoTo } = read(callId)
    put(callId, { ...UNTOUCHED, savedAt, undoTo, ...patch })
    void journal.forget(callId).then(announce)
  }

  /** Keeps the draft with a new operation on it, and sends it as soon as its turn comes. */
  function want(draft: Draft, op: Omit<Operation, 'opId'>, patch: Partial<NoteState> = {}) {
    const { next: _done, ...rest } = draft
    keep(
      { ...rest, op: { ...op, opId: newId() } },
      { step: isPaused ? 'parked' : 'wanted', ...patch },
    )
    void journal.flush()
    pump()
  }

  function pump() {
    for (const [callId, { step, draft }] of state.notes) {
      if (isPaused || isStopped || sending.size >= AT_ONCE) return
      if (step === 'wanted' && draft?.op !== undefined && !sending.has(callId))
        void send(callId, draft.op)
    }
  }

  async function send(callId: string, op: Operation): Promise<void> {
    sending.add(callId)
    put(callId, { step: 'sending' })
    const [saved, error] = await saveNote(callId, op).then(
      (answer) => [answer, undefined] as const,
      (reason: unknown) => [undefined, reason] as const,
    )
    sending.delete(callId)
    if (saved === undefined) onFailure(callId, op, error)
    else onAnswer(callId, op, saved)
    pump()
  }

  function onAnswer(
    callId: string,
    op: Operation,
    { notes: held, savedAt, rewritten }: SavedNotes,
  ) {
    retries.end(callId)
    for (const text of [op.base, op.text, held]) journal.remember(callId, text)
    const { text = op.text, next } = read(callId).draft ?? {}
    const draft: Draft = { callId, text, base: held }
    const wasChanged = !isSameNote(op.text, op.base)
    if (wasChanged) offerUndo(callId, op.undoTo)

    if (rewritten) {
      keep(draft, { step: 'rewritten', theirs: held, savedAt })
      settle(callId, false)
    } else if (next !== undefined && !isSameNote(next, held)) {
      want(draft, { base: held, text: next, undoTo: held }, { savedAt })
    } else {
      // What was typed while the save was under way starts from what has just been stored.
      if (text === op.text || isSameNote(text, held))
        forget(callId, { step: 'saved', savedAt, isMerged: read(callId).isMerged })
      else keep(draft, { step: 'draft', savedAt })
      settle(callId, true)
    }
    wake()
  }

  function onFailure(callId: string, op: Operation, error: unknown) {
    const failure = readFailure(error)
    const { draft } = read(callId)
    // Discarded while it was on its way.
    if (draft === undefined) return settle(callId, false)
    if (failure.kind === 'signed-out') {
      pause()
      put(callId, { step: 'parked' })
    } else if (failure.kind === 'passing') {
      put(callId, { step: 'waiting', error })
      retries.later(callId, failure.retryAfterSeconds)
    } else if (failure.kind === 'conflict') {
      retries.end(callId)
      onConflict(draft, op, failure.current)
      return
    } else {
      retries.end(callId)
      const { next: _next, op: _op, ...rest } = draft
      // A note that could not be cleared still has its text.
      const text = op.text === '' ? op.undoTo : draft.text
      keep({ ...rest, text }, { step: 'rejected', error })
    }
    settle(callId, false)
  }

  function onConflict({ callId, text, base, next }: Draft, op: Operation, theirs: string) {
    journal.remember(callId, theirs)
    const asked = next ?? op.text
    const mustAsk = op.isUndo === true || op.text === ''
    const merged = mustAsk ? undefined : merge(op.base, theirs, asked)
    const later = text === asked ? merged : merge(op.base, theirs, text)
    if (isSameNote(text, op.base)) {
      forget(callId, {})
      settle(callId, false)
    } else if (merged !== undefined && later !== undefined) {
      const draft: Draft = { callId, text: later, base: theirs }
      want(draft, { base: theirs, text: merged, undoTo: theirs }, { isMerged: true })
    } else {
      keep({ callId, text, base }, { step: 'conflict', theirs })
      settle(callId, false)
    }
  }

  function settle(callId: string, isSaved: boolean) {
    const waiting = outcomes.get(callId) ?? []
    outcomes.delete(callId)
    for (const tell of waiting) tell(isSaved)
  }

  function retry(callId: string) {
    if (read(callId).step === 'waiting') put(callId, { step: isPaused ? 'parked' : 'wanted' })
    pump()
  }

  /** There is a sign that HostedSuite can be reached again. */
  function wake() {
    for (const [callId, { step }] of state.notes)
      if (step === 'waiting' && retries.mayHurry(callId)) retry(callId)
  }

  function pause() {
    isPaused = true
    for (const [callId, { step }] of state.notes)
      if (step === 'wanted' || step === 'waiting') put(callId, { step: 'parked' })
  }

  function offerUndo(callId: string, undoTo: string) {
    clearTimeout(undoTimers.get(callId))
    put(callId, { undoTo })
    undoTimers.set(
      callId,
      setTimeout(() => put(callId, { undoTo: undefined }), UNDO_MS),
    )
  }

  /** A draft that another tab left behind becomes this tab's, unless this tab has one of its own. */
  function takeOver({ name, rev }: KeptDraft): Promise<void> {
    return journal.takeOver(name, (draft) => {
      if (isStopped || read(draft.callId).draft !== undefined) return false
      lastRev = Math.max(lastRev, rev)
      keep(draft, { step: draft.op === undefined ? 'draft' : isPaused ? 'parked' : 'wanted' })
      forgetIfStored(draft.callId)
      return true
    })
  }

  /** HostedSuite was seen to hold it: the page ended after its save and before the answer. */
  function forgetIfStored(callId: string) {
    const { draft, step } = read(callId)
    const stored = openCalls.get(callId)
    if (
      step === 'draft' &&
      draft !== undefined &&
      stored !== undefined &&
      isSameNote(draft.text, stored)
    )
      forget(callId, { step: 'untouched' })
  }

  let refreshing: Promise<void> | undefined
  let isStale = false

  /** Looks at what the other tabs keep, and takes over what nobody is there for any more. */
  function refresh(): Promise<void> {
    isStale = refreshing !== undefined
    refreshing ??= look().finally(() => {
      refreshing = undefined
      if (isStale && !isStopped) void refresh()
    })
    return refreshing
  }

  async function look(): Promise<void> {
    const { drafts, unreadable } = await journal.list()
    const living = await journal.living()
    const others = drafts
      .filter(({ tabId }) => tabId !== journal.tabId)
      .map((draft) => ({ ...draft, isOpen: living.has(draft.tabId) }))
      .toSorted((one, other) => other.at - one.at)
    change({ others, unreadable })
    for (const { tabId, isOpen } of others) if (isOpen) awaitEnd(tabId)
    const left = others.filter(
      ({ isOpen, callId, op }) =>
        !isOpen && (op !== undefined || openCalls.has(callId)) && read(callId).draft === undefined,
    )
    for (const draft of left) await takeOver(draft)
    if (left.length > 0) isStale = true
    pump()
  }

  function awaitEnd(tabId: string) {
    if (awaitedTabs.has(tabId)) return
    awaitedTabs.add(tabId)
    void journal.whenEnded(tabId).then(() => {
      awaitedTabs.delete(tabId)
      if (!isStopped) void refresh()
    })
  }

  /**
   * Resolves with whether HostedSuite has acknowledged it. With false the text is kept and, where that can
   * help, sent again. An empty text is not sent: emptying a note is `clear`.
   */
  async function save(callId: string, stored: string): Promise<boolean> {
    const { draft = { callId, text: stored, base: stored } } = read(callId)
    if (draft.text === '' && draft.base !== '' && draft.op === undefined) return false
    const outcome = new Promise<boolean>((resolve) => {
      outcomes.set(callId, [...(outcomes.get(callId) ?? []), resolve])
    })
    if (draft.op === undefined) {
      want(draft, { base: draft.base, text: draft.text, undoTo: draft.base }, { isMerged: false })
    } else {
      const { step, error } = read(callId)
      if (draft.op.text !== draft.text) keep({ ...draft, next: draft.text }, { step, error })
      retry(callId)
    }
    return outcome
  }

  return {
    all: () => state,
    read,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** The editor of a call is there, with what HostedSuite held when the call was read. Ends with the result. */
    open(callId: string, stored: string): () => void {
      openCalls.set(callId, stored)
      forgetIfStored(callId)
      if (state.others.some((draft) => draft.callId === callId)) void refresh()
      return () => void openCalls.delete(callId)
    },

    /** `stored` is what HostedSuite held when the call was last read, here and below. */
    type(callId: string, text: string, stored: string): void {
      const { draft, step, error } = read(callId)
      const base = draft?.base ?? stored
      if (draft === undefined) journal.remember(callId, stored)
      if (draft?.op !== undefined) keep({ ...draft, text }, { step, error })
      else if (isSameNote(text, base)) forget(callId, {})
      else keep({ callId, text, base }, { step: 'draft', isMerged: false })
    },

    save,

    /** HostedSuite clears a note on '' only, so this is an action of its own. */
    clear(callId: string, stored: string): void {
      const { text, base, op } = read(callId).draft ?? { text: stored, base: stored }
      if (op !== undefined) return
      journal.remember(callId, text)
      want({ callId, text: '', base }, { base, text: '', undoTo: text })
    },

    /** Brings back what the last save replaced; asks if somebody else has written since. */
    undo(callId: string, stored: string): void {
      const { undoTo, draft } = read(callId)
      if (undoTo === undefined || draft !== undefined) return
      want(
        { callId, text: undoTo, base: stored },
        { base: stored, text: undoTo, undoTo: stored, isUndo: true },
        { undoTo: undefined },
      )
    },

    /** Settles a conflict, or a rewritten note, with a text that replaces what HostedSuite holds. */
    replaceTheirs(callId: string, text: string): void {
      const { theirs } = read(callId)
      if (theirs === undefined) return
      want({ callId, text, base: theirs }, { base: theirs, text, undoTo: theirs })
    },

    /** Gives the own text up for what HostedSuite holds. It stays among the earlier versions. */
    takeTheirs(callId: string): void {
      const { draft } = read(callId)
      if (draft !== undefined) journal.remember(callId, draft.text)
      forget(callId, {})
    },

    /** The person has seen what HostedSuite made of the text, and goes on with the own one. */
    keepEditing: (callId: string): void => put(callId, { step: 'draft', theirs: undefined }),

    /** Another unsent text of the call takes the place of the one in the editor. */
    async useOther({ name, callId, text }: OtherDraft, stored: string): Promise<void> {
      const { draft } = read(callId)
      if (draft?.op !== undefined) return
      if (draft !== undefined) journal.remember(callId, draft.text)
      keep({ callId, text, base: draft?.base ?? stored }, { step: 'draft' })
      await journal.flush()
      if (isOnDevice(read(callId))) await journal.discard(name)
      await refresh()
    },

    /** Sends what nobody has asked to save so far, wherever in this browser it was left. Whether all was saved. */
    async send(callId: string): Promise<boolean> {
      const left = state.others.find((draft) => draft.callId === callId && !draft.isOpen)
      if (read(callId).draft === undefined && left !== undefined) await takeOver(left)
      const { draft } = read(callId)
      return draft === undefined ? left === undefined : save(callId, draft.base)
    },

    /** Gives up what is unsent: this tab's drafts, and those that closed tabs left behind. */
    async discardAll(): Promise<void> {
      for (const [callId, { draft }] of state.notes) if (draft !== undefined) forget(callId, {})
      const left = state.others.filter(({ isOpen }) => !isOpen)
      await Promise.all(left.map(({ name }) => journal.discard(name)))
    },

    async discard(name: string): Promise<void> {
      await journal.discard(name)
      await refresh()
    },

    isAllKept: (): boolean => [...state.notes.values()].every(isOnDevice),
    isEncrypted: journal.isEncrypted,
    versions: journal.versions,
    tidy: journal.tidy,
    flush: journal.flush,
    refresh,
    wake,
    pause,

    /** The same person is signed in, for the first time or again. */
    resume(draftKeys: DraftKey[]): void {
      journal.unlock(draftKeys)
      isPaused = false
      for (const [callId, { step, draft }] of state.notes) {
        if (draft === undefined) continue
        // Under the key of this sign-in, in case it is another one.
        keep(draft, { ...read(callId), step: step === 'parked' ? 'wanted' : step })
      }
      void refresh()
      pump()
    },

    stop(): void {
      isStopped = true
      retries.endAll()
      for (const timer of undoTimers.values()) clearTimeout(timer)
      void journal.close()
    },
  }
}

export type NoteKeeper = ReturnType<typeof createNoteKeeper>
