import { MutationObserver, type QueryClient } from '@tanstack/react-query'
import type { DraftKey } from '../../../contract/session.ts'
import { saveNotes } from '../../api/calls.ts'
import { indexedDbStore, localStorageStore } from './journal/device-stores.ts'
import { createJournal } from './journal/journal.ts'
import { joinTabs } from './journal/tabs.ts'
import { firstThatWorks } from './journal/text-store.ts'
import { mergeNotes } from './merge-notes.ts'
import { createNoteKeeper, type NoteKeeper } from './note-keeper.ts'

export type Notes = {
  keeper: NoteKeeper
  /** Lets the keeper hear of the page and of the other tabs, until the result is called. */
  listen: () => () => void
}

/** The keeper of one person's notes over this browser's storage. */
export async function startNotes(client: QueryClient, draftKeys: DraftKey[]): Promise<Notes> {
  const drafts = 'call-review-drafts'
  const store = firstThatWorks([indexedDbStore(drafts), localStorageStore(drafts)])
  const versionStore = indexedDbStore('call-review-versions')
  const tabs = await joinTabs(store)
  const channel = openChannel(drafts)
  const keeper = createNoteKeeper({
    openJournal: (on) => createJournal({ store, versionStore, tabs, draftKeys, ...on }),
    saveNote: (callId, { opId, base, text }) =>
      new MutationObserver(client, saveNotes(callId)).mutate({ opId, base, text }),
    merge: mergeNotes,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
    announce: () => channel?.postMessage('changed'),
  })
  void keeper.tidy()
  return { keeper, listen: () => listen(keeper, client, channel) }
}

/** Some frames have none: their tabs learn of each other when somebody comes back to them. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}

function listen(keeper: NoteKeeper, client: QueryClient, channel: BroadcastChannel | undefined) {
  const ending = new AbortController()
  const { signal } = ending
  const flush = () => void keeper.flush()

  const lookAround = () => {
    if (document.visibilityState === 'hidden') return flush()
    keeper.wake()
    void keeper.refresh()
  }
  const ask = (event: BeforeUnloadEvent) => {
    if (keeper.isAllKept()) return
    flush()
    event.preventDefault()
  }
  document.addEventListener('visibilitychange', lookAround, { signal })
  window.addEventListener('pagehide', flush, { signal })
  window.addEventListener('beforeunload', ask, { signal })
  // A hint that something may work again, and no more: browsers are wrong about it both ways.
  window.addEventListener('online', keeper.wake, { signal })
  channel?.addEventListener('message', () => void keeper.refresh(), { signal })

  const stopWatching = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    // HostedSuite has answered: no text of ours that was put into the cache, but a read.
    if (event.action.manual !== true) keeper.wake()
  })
  return () => {
    ending.abort()
    stopWatching()
    // The channel stays open: what is kept last, and forgotten later, is still announced.
    keeper.stop()
  }
}
