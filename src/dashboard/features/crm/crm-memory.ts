import * as z from 'zod/mini'

/**
 * What this browser knows of the way of one call into the CRM. `isOpen` is a log whose end nobody has seen: the
 * page was left, or the answer did not come.
 */
const EntrySchema = z.object({
  interactionId: z.optional(z.string()),
  isOpen: z.optional(z.literal(true)),
  callNumber: z.optional(z.string()),
  loggedAt: z.optional(z.string()),
})
export type CrmEntry = z.infer<typeof EntrySchema>

type Entries = ReadonlyMap<string, CrmEntry>

const EntriesSchema = z.array(z.extend(EntrySchema, { callId: z.string() }))

const parseEntries = (text: string): Entries =>
  new Map(
    (EntriesSchema.safeParse(JSON.parse(text)).data ?? []).map(({ callId, ...entry }) => [
      callId,
      entry,
    ]),
  )

/** The oldest ones make room. */
const MOST_ENTRIES = 500

export type CrmMemory = {
  read: (callId: string) => CrmEntry
  write: (callId: string, entry: CrmEntry) => void
}

/** Kept in `storage` under `name`, which belongs to one person; where that is not to be had, for as long as the page. */
export function createCrmMemory(name: string, getStorage: () => Storage): CrmMemory {
  // What other pages have stored meanwhile is looked at each time; this is for what could not be stored.
  let own: Entries = new Map()
  // Reading a text is slow, and many calls are read at once.
  let known: { text: string; entries: Entries } = { text: '[]', entries: new Map() }

  function load(): Map<string, CrmEntry> {
    try {
      const text = getStorage().getItem(name) ?? '[]'
      if (text !== known.text) known = { text, entries: parseEntries(text) }
      return new Map([...known.entries, ...own])
    } catch {
      return new Map(own)
    }
  }

  return {
    read: (callId) => load().get(callId) ?? {},

    write(callId, entry) {
      const entries = load()
      // To the end: the last one that was written is the last one to go.
      entries.delete(callId)
      const kept = [...entries, [callId, entry] as const].slice(-MOST_ENTRIES)
      try {
        const text = JSON.stringify(kept.map(([id, each]) => ({ callId: id, ...each })))
        getStorage().setItem(name, text)
        known = { text, entries: new Map(kept) }
        own = new Map()
      } catch {
        own = new Map(kept)
      }
    },
  }
}
