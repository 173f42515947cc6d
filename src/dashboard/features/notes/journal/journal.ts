import * as z from 'zod/mini'
import type { DraftKey } from '../../../../contract/session.ts'
import { createDraftWriter } from './draft-writer.ts'
import { type Envelope, readEnvelope, seal, unseal } from './seal.ts'
import { readName, type Tabs } from './tabs.ts'
import { isFull, type TextStore } from './text-store.ts'
import { createVersions } from './versions.ts'

/** One save that a person asked for. It is repeated under its `opId` until it is answered. */
const OperationSchema = z.object({
  opId: z.string(),
  base: z.string(),
  text: z.string(),
  /** What Undo brings back. */
  undoTo: z.string(),
  /** It takes something back: a text that somebody else wrote in between is never merged with it unasked. */
  isUndo: z.optional(z.literal(true)),
})
export type Operation = z.infer<typeof OperationSchema>

/** A note that HostedSuite does not hold yet. */
const DraftSchema = z.object({
  callId: z.string(),
  text: z.string(),
  /** What HostedSuite held when the typing began. */
  base: z.string(),
  /** On its way to HostedSuite, or to be sent as soon as that is possible. */
  op: z.optional(OperationSchema),
  /** A later text that is to be saved after `op`. */
  next: z.optional(z.string()),
})
export type Draft = z.infer<typeof DraftSchema>

/** A draft as it lies on the device. `at` in milliseconds since 1970. */
export type KeptDraft = Draft & { name: string; tabId: string; rev: number; at: number }
export type UnreadableDraft = { name: string; callId: string; at: number | undefined }
export type JournalContents = { drafts: KeptDraft[]; unreadable: UnreadableDraft[] }

const callOf = (name: string) => readName(name)[1] ?? ''

type Options = {
  store: TextStore
  /** Where earlier versions lie, apart: there are many more of them. */
  versionStore: TextStore
  tabs: Tabs
  /** Of the person who is signed in; the first one seals. */
  draftKeys: DraftKey[]
  onKept: (callId: string, rev: number) => void
  onNotKept: (callId: string) => void
}

/**
 * The unsent notes of one person in this browser, one for each call and tab, encrypted. Nothing leaves it but
 * by `forget`, `discard` and `takeOver`: what was acknowledged, given up by the person, or kept elsewhere.
 */
export function createJournal({
  store,
  versionStore,
  tabs,
  draftKeys,
  onKept,
  onNotKept,
}: Options) {
  let keys = draftKeys

  const sealingKey = (): DraftKey => {
    const [key] = keys
    if (key === undefined) throw new Error('The session came without a key for drafts.')
    return key
  }

  const nameOf = (callId: string) => JSON.stringify([sealingKey().id, callId, tabs.id])

  const versions = createVersions(versionStore, sealingKey)

  const writer = createDraftWriter({
    write: (name, text) =>
      store.write(name, text).catch(async (error: unknown) => {
        if (!isFull(error)) throw error
        await versions.clear()
        return store.write(name, text)
      }),
    remove: store.remove,
    onKept: (name, rev) => onKept(callOf(name), rev),
    onNotKept: (name) => onNotKept(callOf(name)),
  })

  async function list(): Promise<JournalContents> {
    const newest = new Map<string, Envelope | undefined>()
    for (const [name, text] of await store.read()) {
      const envelope = readEnvelope(text)
      const known = newest.get(name)
      if (known === undefined || (envelope?.rev ?? 0) > known.rev) newest.set(name, envelope)
    }
    const drafts: KeptDraft[] = []
    const unreadable: UnreadableDraft[] = []
    for (const [name, envelope] of newest) {
      const [keyId, callId = '', tabId = ''] = readName(name)
      const key = keys.find(({ id }) => id === keyId)
      // Another person's: none of this one's business.
      if (key === undefined) continue
      const value = envelope === undefined ? undefined : unseal(key, name, envelope)
      const draft = DraftSchema.safeParse(value).data
      if (draft === undefined || envelope === undefined)
        unreadable.push({ name, callId, at: envelope?.at })
      else drafts.push({ ...draft, name, tabId, rev: envelope.rev, at: envelope.at })
    }
    return { drafts, unreadable }
  }

  return {
    tabId: tabs.id,
    /** The ids of the tabs that are open. */
    living: tabs.living,
    whenEnded: tabs.ended,
    list,
    flush: writer.flush,

    /** After another sign-in of the same person. */
    unlock: (newKeys: DraftKey[]): void => {
      keys = newKeys
    },

    /** Keeps this tab's draft. `rev` grows with every change; `at` is when its text was last another one. */
    keep(draft: Draft, rev: number, at: number): void {
      const name = nameOf(draft.callId)
      writer.keep(name, rev, seal(sealingKey(), name, { rev, at }, draft))
    },

    /** Forgets this tab's draft of a call: it was acknowledged, or given up by the person. */
    forget: (callId: string): Promise<void> => writer.remove(nameOf(callId)),

    /** Forgets what another tab has left behind. */
    discard: store.remove,

    /**
     * Takes over the draft of a tab that is gone, unless another tab was quicker. `accept` tells whether it has
     * become this tab's own, for which it has to be kept. The other's goes only once that is certain.
     */
    takeOver: (name: string, accept: (draft: Draft, at: number) => boolean): Promise<void> =>
      tabs.alone(async () => {
        const found = (await list()).drafts.find((draft) => draft.name === name)
        if (found === undefined || !accept(DraftSchema.parse(found), found.at)) return
        await writer.flush()
        if (writer.isKept(nameOf(found.callId))) await store.remove(name)
      }),

    versions: versions.list,
    remember: versions.add,

    /** Keeps what it can at once, and then knows this tab no more: others may take over. */
    async close(): Promise<void> {
      writer.stop()
      await writer.flush()
      tabs.leave()
    },

    tidy: versions.tidy,
  }
}

export type Journal = ReturnType<typeof createJournal>
