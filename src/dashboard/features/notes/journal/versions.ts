import * as z from 'zod/mini'
import { isSameNote } from '../../../../contract/notes.ts'
import type { DraftKey } from '../../../../contract/session.ts'
import { readEnvelope, seal, unseal } from './seal.ts'
import type { TextStore } from './text-store.ts'

const VersionsSchema = z.array(z.object({ text: z.string(), at: z.number() }))

/** A text that a note once had, and when this browser last saw it (milliseconds since 1970). */
export type NoteVersion = z.infer<typeof VersionsSchema>[number]

const MOST = 20
const KEPT_MS = 30 * 24 * 3600_000

const nameOf = (key: DraftKey, callId: string) => JSON.stringify([key.id, callId])

/** Texts that notes had when they were opened, saved or given up here: to be had again, never needed. */
export function createVersions(store: TextStore, currentKey: () => DraftKey) {
  // One after the other: several texts of one call are seen at the moment when a save is answered.
  let queue: Promise<unknown> = Promise.resolve()

  async function list(callId: string): Promise<NoteVersion[]> {
    const key = currentKey()
    const name = nameOf(key, callId)
    const [found] = await store.read(name)
    const envelope = found === undefined ? undefined : readEnvelope(found[1])
    const value = envelope === undefined ? [] : unseal(key, name, envelope)
    const versions = VersionsSchema.safeParse(value).data ?? []
    return versions.filter(({ at }) => at > Date.now() - KEPT_MS)
  }

  async function add(callId: string, text: string): Promise<void> {
    const key = currentKey()
    const at = Date.now()
    const others = (await list(callId)).filter((version) => !isSameNote(version.text, text))
    const name = nameOf(key, callId)
    const versions = [{ text, at }, ...others].slice(0, MOST)
    await store.write(name, seal(key, name, { rev: at, at }, versions))
  }

  async function removeOlderThan(ageMs: number): Promise<void> {
    for (const [name, text] of await store.read()) {
      const at = readEnvelope(text)?.at ?? 0
      if (at <= Date.now() - ageMs) await store.remove(name)
    }
  }

  return {
    /** Newest first. */
    list: (callId: string): Promise<NoteVersion[]> =>
      queue.then(() => list(callId)).catch(() => []),

    /** That a text cannot be kept here harms nobody. */
    add: (callId: string, text: string): void => {
      if (text !== '') queue = queue.then(() => add(callId, text)).catch(() => {})
    },

    /** Forgets the calls of which nothing was seen for long. */
    tidy: (): Promise<void> => removeOlderThan(KEPT_MS).catch(() => {}),

    /** Makes room for what is unsent. */
    clear: (): Promise<void> => removeOlderThan(0).catch(() => {}),
  }
}
