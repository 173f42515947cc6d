import { isSameNote } from '../../../contract/notes.ts'
import type { Draft, KeptDraft, UnreadableDraft } from './journal/journal.ts'

/**
 * Where one note is on its way to HostedSuite. `draft`: nobody has asked to save it. `wanted`: its turn comes.
 * `sending`: an answer is waited for. `waiting`: it failed and is sent again by itself. `parked`: the session
 * has ended. `conflict`, `rejected`, `rewritten`: a person has to look at it. `saved`: HostedSuite holds it.
 */
export type Step =
  | 'untouched'
  | 'draft'
  | 'wanted'
  | 'sending'
  | 'waiting'
  | 'parked'
  | 'conflict'
  | 'rejected'
  | 'rewritten'
  | 'saved'

export type NoteState = {
  step: Step
  /** What this tab has of the note that HostedSuite has not. */
  draft: Draft | undefined
  /** Counts the changes of the draft; `kept` is the last one that is certain to be on this device, and when. */
  rev: number
  kept: { rev: number; at: number } | undefined
  /** The device has not taken the newest change. */
  isNotKept: boolean
  /** When the text was last another one (milliseconds since 1970). */
  changedAt: number
  /** Why it waits or was rejected. */
  error: unknown
  /** What HostedSuite holds instead: somebody else's text in a conflict, its own form of a rewritten one. */
  theirs: string | undefined
  /** Somebody else's additions were put together with the person's. */
  isMerged: boolean
  /** When HostedSuite was last seen to hold the note (UTC). */
  savedAt: string | undefined
  /** What the last save made of the note, and what it replaced, for as long as that can be brought back. */
  undo: { from: string; to: string } | undefined
}

export const UNTOUCHED: NoteState = {
  step: 'untouched',
  draft: undefined,
  rev: 0,
  kept: undefined,
  isNotKept: false,
  changedAt: 0,
  error: undefined,
  theirs: undefined,
  isMerged: false,
  savedAt: undefined,
  undo: undefined,
}

/** A draft of another tab. One that is not open any more has left it behind. */
export type OtherDraft = KeptDraft & { isOpen: boolean }

export type NotesState = {
  /** This tab's, by call id. */
  notes: ReadonlyMap<string, NoteState>
  others: readonly OtherDraft[]
  unreadable: readonly UnreadableDraft[]
}

/** The text in the editor. */
export const shownText = ({ draft }: NoteState, stored: string): string => draft?.text ?? stored

/** Whether there is something of it that HostedSuite does not hold yet. */
export const isUnsent = ({ draft }: NoteState): boolean =>
  draft !== undefined && !isSameNote(draft.text, draft.base)

/** Whether a save has failed and is sent again by itself: also while it is, so that what says so stays. */
export const isSentAgain = ({ step, error }: NoteState): boolean =>
  error !== undefined && ['wanted', 'sending', 'waiting'].includes(step)

/** Whether the device has said that it holds the newest text. */
export const isOnDevice = ({ draft, kept, rev }: NoteState): boolean =>
  draft === undefined || kept?.rev === rev

export const NO_NOTES: NotesState = { notes: new Map(), others: [], unreadable: [] }

/** A text that HostedSuite does not hold yet, wherever in this browser it is. */
export type UnsentNote = {
  name: string
  draft: Draft
  /** When it was last changed (milliseconds since 1970). */
  at: number
  /** Another page has it open: it is not this one's to send. */
  isElsewhere: boolean
  /** This page has a text of its own for the call: a person has to choose. */
  isSecond: boolean
  step: Step
}

/** The oldest first. */
export function listUnsent({ notes, others }: NotesState): UnsentNote[] {
  const own = [...notes].flatMap(([callId, note]) => {
    const { draft, changedAt, step } = note
    return isUnsent(note) && draft !== undefined
      ? [{ name: callId, draft, at: changedAt, isElsewhere: false, isSecond: false, step }]
      : []
  })
  const left = others.map((draft) => ({
    name: draft.name,
    draft,
    at: draft.at,
    isElsewhere: draft.isOpen,
    isSecond: notes.get(draft.callId)?.draft !== undefined,
    step: 'draft' as const,
  }))
  return [...own, ...left].toSorted((one, other) => one.at - other.at)
}
