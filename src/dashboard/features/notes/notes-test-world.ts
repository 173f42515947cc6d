import { isSameNote, type SavedNotes } from '../../../contract/notes.ts'
import type { ProblemCode } from '../../../contract/problem.ts'
import { RequestError } from '../../api/http.ts'
import { makeDraftKey, makeTextStore } from './journal/journal-test-world.ts'
import { createJournal, type Operation } from './journal/journal.ts'
import type { Tabs } from './journal/tabs.ts'
import type { TextStore } from './journal/text-store.ts'
import { createNoteKeeper } from './note-keeper.ts'

export function makeRefusal(code: ProblemCode, status: number, more: object = {}): RequestError {
  return new RequestError({
    type: 'about:blank',
    title: code,
    status,
    code,
    retryable: status >= 500,
    requestId: 'r1',
    ...more,
  })
}

/** HostedSuite behind the gateway: compares before it writes, and does an operation once. */
function makeHostedSuite() {
  const done = new Set<string>()
  const host = {
    notes: new Map<string, string>(),
    /** Every text that it was ever told to hold. */
    history: [] as string[],
    /** Every operation that reached it. */
    asked: [] as (Operation & { callId: string })[],
    answersAfterMs: 10,
    /** What becomes of a save: done, not done, or done and never answered. */
    mood: 'well' as 'well' | 'down' | 'mute' | 'signed-out' | 'refusing',
    read: (callId: string) => host.notes.get(callId) ?? '',
    write: (callId: string, text: string) => {
      host.history.push(text)
      host.notes.set(callId, text)
    },
    async save(callId: string, op: Operation): Promise<SavedNotes> {
      await new Promise((resolve) => setTimeout(resolve, host.answersAfterMs))
      if (host.mood === 'signed-out') throw makeRefusal('SESSION_EXPIRED', 401)
      if (host.mood === 'refusing') throw makeRefusal('NOT_FOUND', 404)
      if (host.mood === 'down') throw new RequestError(undefined)
      host.asked.push({ ...op, callId })
      const current = host.read(callId)
      if (!done.has(op.opId) && !isSameNote(current, op.text)) {
        if (!isSameNote(current, op.base)) throw makeRefusal('CONFLICT', 409, { current })
        host.write(callId, op.text)
      }
      done.add(op.opId)
      if (host.mood === 'mute') throw makeRefusal('TIMEOUT', 504)
      return { notes: op.text, savedAt: new Date().toISOString() }
    },
  }
  return host
}

/** One browser: what its tabs keep, and which of them live. */
export function makeBrowser(host = makeHostedSuite()) {
  const store = makeTextStore()
  const versionStore = makeTextStore()
  const living = new Map<string, () => void>()
  const ended = new Map<string, Promise<void>>()
  const refreshes = new Map<string, () => void>()
  let lastTab = 0
  let queue: Promise<unknown> = Promise.resolve()

  function openTab({ key = makeDraftKey('supervisor'), merge = neverMerge } = {}) {
    lastTab += 1
    const id = `tab-${lastTab}`
    ended.set(id, new Promise((resolve) => living.set(id, resolve)))
    const leave = () => {
      living.get(id)?.()
      living.delete(id)
      refreshes.delete(id)
    }
    const tabs: Tabs = {
      id,
      leave,
      living: async () => new Set(living.keys()),
      ended: async (other) => ended.get(other),
      alone: (work) => {
        const next = queue.then(work)
        queue = next.catch(() => {})
        return next
      },
    }
    let isGone = false
    // A tab that has crashed writes no more.
    const ownStore: TextStore = {
      read: store.read,
      write: (name, text) => (isGone ? new Promise(() => {}) : store.write(name, text)),
      remove: (name) => (isGone ? new Promise(() => {}) : store.remove(name)),
    }
    const keeper = createNoteKeeper({
      openJournal: (on) =>
        createJournal({
          store: ownStore,
          versionStore,
          tabs,
          draftKeys: [key],
          ...on,
        }),
      saveNote: (callId, op) => (isGone ? new Promise(() => {}) : host.save(callId, op)),
      merge,
      announce: () => {
        for (const [other, refresh] of refreshes) if (other !== id) refresh()
      },
    })
    refreshes.set(id, () => void keeper.refresh())
    keeper.resume([key])
    return {
      keeper,
      crash: () => {
        isGone = true
        leave()
      },
    }
  }
  return { store, versionStore, host, openTab }
}

/** A browser with the one tab that most tests are about. */
export function makeTab(options?: Parameters<ReturnType<typeof makeBrowser>['openTab']>[0]) {
  const { openTab, ...browser } = makeBrowser()
  return { ...browser, keeper: openTab(options).keeper }
}

const neverMerge = (_base: string, _theirs: string, _yours: string): string | undefined => undefined
