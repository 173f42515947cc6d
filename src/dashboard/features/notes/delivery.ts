import { isSameNote, type SavedNotes } from '../../../contract/notes.ts'
import { newId } from '../../shared/new-id.ts'
import { readFailure } from './failure.ts'
import type { Draft, Operation } from './journal/journal.ts'
import type { NoteState } from './note-state.ts'
import type { Notebook } from './notebook.ts'
import { findProblem } from './note-problem.ts'
import { createRetries } from './retries.ts'

export type Host = {
  saveNote: (callId: string, op: Operation) => Promise<SavedNotes>
  /** The one text that holds both changes, or undefined where a person has to choose. */
  merge: (base: string, theirs: string, yours: string) => string | undefined
}

const AT_ONCE = 2
const UNDO_MS = 10 * 60_000

/**
 * The way of the notes to HostedSuite: what somebody asked to save is sent until it is answered, in order for
 * each call, and a text goes only once it was acknowledged.
 */
export function createDelivery(
  { journal, all, read, put, keep, forget }: Notebook,
  { saveNote, merge }: Host,
) {
  let isPaused = false
  const sending = new Set<string>()
  const retries = createRetries(retry)
  const undoTimers = new Map<string, ReturnType<typeof setTimeout>>()
  /** Who waits for the outcome of a save. */
  const outcomes = new Map<string, ((isSaved: boolean) => void)[]>()

  /** Keeps the draft with a new operation on it, and sends it as soon as its turn comes. */
  function want(
    { callId, text }: Pick<Draft, 'callId' | 'text'>,
    op: Omit<Operation, 'opId'>,
    patch: Partial<NoteState> = {},
  ) {
    const draft: Draft = { callId, text, base: op.base, op: { ...op, opId: newId() } }
    keep(draft, { step: isPaused ? 'parked' : 'wanted', isMerged: false, ...patch })
    void journal.flush()
    pump()
  }

  function pump() {
    for (const [callId, { step, draft }] of all().notes) {
      if (isPaused || sending.size >= AT_ONCE) return
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

  function onAnswer(callId: string, op: Operation, answer: SavedNotes) {
    const { notes: held, savedAt, rewritten } = answer
    retries.end(callId)
    for (const text of [op.base, op.text, held]) journal.remember(callId, text)
    const { draft: { text = op.text, next } = {}, isMerged } = read(callId)
    const draft: Draft = { callId, text, base: held }
    if (!isSameNote(op.text, op.undoTo)) offerUndo(callId, { from: held, to: op.undoTo })

    if (rewritten) {
      keep(draft, { step: 'rewritten', theirs: held, savedAt })
      settle(callId, false)
    } else if (next !== undefined && !isSameNote(next, held)) {
      want(draft, { base: held, text: next, undoTo: held }, { savedAt, isMerged })
    } else {
      // What was typed while the save was under way starts from what has just been stored.
      if (text === op.text || isSameNote(text, held))
        forget(callId, { step: 'saved', savedAt, isMerged })
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
    if (failure.kind === 'conflict') return onConflict(draft, op, failure.current)
    if (failure.kind === 'signed-out') {
      pause()
      put(callId, { step: 'parked' })
    } else if (failure.kind === 'passing') {
      put(callId, { step: 'waiting', error })
      retries.later(callId, failure.retryAfterSeconds)
    } else {
      retries.end(callId)
      // A note that could not be cleared still has its text, unless another one has been begun since.
      const isCleared = op.text === '' && draft.text === ''
      const text = isCleared ? op.undoTo : draft.text
      keep({ callId, text, base: draft.base }, { step: 'rejected', error })
    }
    settle(callId, false)
  }

  function onConflict({ callId, text, base, next }: Draft, op: Operation, theirs: string) {
    retries.end(callId)
    journal.remember(callId, theirs)
    const asked = next ?? op.text
    const mustAsk = op.isUndo === true || op.text === ''
    const merged = mustAsk ? undefined : merge(op.base, theirs, asked)
    const later = text === asked ? merged : merge(op.base, theirs, text)
    if (isSameNote(text, op.base)) {
      // A text that was never saved was to be cleared.
      if (!isSameNote(op.undoTo, op.base)) offerUndo(callId, { from: op.base, to: op.undoTo })
      forget(callId)
      settle(callId, false)
    } else if (merged !== undefined && later !== undefined) {
      const both = { base: theirs, text: merged, undoTo: theirs }
      want({ callId, text: later }, both, { isMerged: true })
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
    for (const [callId, { step }] of all().notes)
      if (step === 'waiting' && retries.mayHurry(callId)) retry(callId)
  }

  function pause() {
    isPaused = true
    for (const [callId, { step }] of all().notes)
      if (step === 'wanted' || step === 'waiting') put(callId, { step: 'parked' })
  }

  function offerUndo(callId: string, undo: NoteState['undo']) {
    clearTimeout(undoTimers.get(callId))
    put(callId, { undo })
    undoTimers.set(
      callId,
      setTimeout(() => put(callId, { undo: undefined }), UNDO_MS),
    )
  }

  return {
    want,
    wake,
    pause,

    /** Asks to save the text in the editor. Resolves with whether HostedSuite has acknowledged it. */
    save: async (callId: string, stored: string): Promise<boolean> => {
      const { draft = { callId, text: stored, base: stored }, step, error } = read(callId)
      const { text, base, op, next } = draft
      if (findProblem(draft) !== undefined) return false
      const outcome = new Promise<boolean>((resolve) => {
        outcomes.set(callId, [...(outcomes.get(callId) ?? []), resolve])
      })
      if (op === undefined) {
        want(draft, { base, text, undoTo: base })
      } else {
        if ((next ?? op.text) !== text) keep({ ...draft, next: text }, { step, error })
        retry(callId)
      }
      return outcome
    },

    /** A draft that was taken over goes on where it was. */
    goOn: (draft: Draft, changedAt: number): void => {
      const step = draft.op === undefined ? 'draft' : isPaused ? 'parked' : 'wanted'
      keep(draft, { step, changedAt })
      pump()
    },

    /** The person is signed in again. */
    resume(): void {
      isPaused = false
      for (const [callId, { step, draft }] of all().notes) {
        // Kept anew, because another sign-in may have brought another key.
        if (draft !== undefined)
          keep(draft, { ...read(callId), step: step === 'parked' ? 'wanted' : step })
      }
      pump()
    },

    stop(): void {
      isPaused = true
      retries.endAll()
      for (const timer of undoTimers.values()) clearTimeout(timer)
    },
  }
}
