/** Where texts are kept under names. Every promise settles within a few seconds, whatever the browser does. */
export type TextStore = {
  read: (only?: string) => Promise<[name: string, text: string][]>
  /** Resolves once the text would survive the page; rejects where it would not. */
  write: (name: string, text: string) => Promise<void>
  remove: (name: string) => Promise<void>
}

/**
 * The first store that works takes what is written. One that fails is left alone while the page lives, unless it
 * was only full. All that can be read are read, because another time another one may have worked: a name may be
 * read twice, then, an older text from one store and a newer one from another.
 */
export function firstThatWorks(stores: TextStore[]): TextStore {
  const broken = new Set<TextStore>()
  const unreadable = new Set<TextStore>()

  return {
    read: async (only) => {
      const readable = stores.filter((store) => !unreadable.has(store))
      const found = await Promise.all(
        readable.map((store) =>
          store.read(only).catch(() => {
            unreadable.add(store)
            broken.add(store)
            return []
          }),
        ),
      )
      return found.flat()
    },

    write: async (name, text) => {
      let reason: unknown = new Error('No store works.')
      for (const store of stores.filter((candidate) => !broken.has(candidate))) {
        try {
          return await store.write(name, text)
        } catch (error) {
          reason = error
          if (!isFull(error)) broken.add(store)
        }
      }
      throw reason
    },

    remove: async (name) => {
      await Promise.allSettled(stores.map((store) => store.remove(name)))
    },
  }
}

/** Whether a write was refused for want of room: less of the same may still be written. */
export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError'
