import { isSameNote } from '../../../contract/notes.ts'
import type { Draft } from './journal/journal.ts'
import type { Notebook } from './notebook.ts'

/**
 * What other tabs have of this person's notes. Those of a tab that is gone become this one's: at once what is to
 * be sent, and the rest once its call is opened here.
 */
export function createOtherTabs(
  { journal, all, read, change, forget }: Notebook,
  goOn: (draft: Draft, changedAt: number) => void,
) {
  /** Calls whose editor is open, with what HostedSuite held when they were read. */
  const openCalls = new Map<string, string>()
  const awaited = new Set<string>()
  let looking: Promise<void> | undefined
  let isStale = false
  let isStopped = false

  /** It becomes this tab's, unless this tab has one of its own. */
  function takeOver(name: string): Promise<void> {
    return journal.takeOver(name, (draft, changedAt) => {
      if (isStopped || read(draft.callId).draft !== undefined) return false
      goOn(draft, changedAt)
      forgetIfStored(draft.callId)
      return true
    })
  }

  /** HostedSuite was seen to hold it: the page ended after its save and before the answer. */
  function forgetIfStored(callId: string) {
    const { draft, step } = read(callId)
    const stored = openCalls.get(callId)
    if (draft === undefined || stored === undefined || step !== 'draft') return
    if (isSameNote(draft.text, stored)) forget(callId, { step: 'untouched' })
  }

  function refresh(): Promise<void> {
    isStale = looking !== undefined
    looking ??= look().finally(() => {
      looking = undefined
      if (isStale && !isStopped) void refresh()
    })
    return looking
  }

  async function look(): Promise<void> {
    const { drafts, unreadable } = await journal.list()
    const living = await journal.living()
    if (isStopped) return
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
    for (const { name } of left) await takeOver(name)
    if (left.length > 0) isStale = true
  }

  function awaitEnd(tabId: string) {
    if (awaited.has(tabId)) return
    awaited.add(tabId)
    void journal.whenEnded(tabId).then(() => {
      awaited.delete(tabId)
      if (!isStopped) void refresh()
    })
  }

  return {
    takeOver,
    refresh,

    /** The editor of a call is there, until the result is called. */
    open: (callId: string, stored: string): (() => void) => {
      openCalls.set(callId, stored)
      journal.remember(callId, stored)
      forgetIfStored(callId)
      if (all().others.some((draft) => draft.callId === callId)) void refresh()
      return () => void openCalls.delete(callId)
    },

    stop(): void {
      isStopped = true
    },
  }
}
