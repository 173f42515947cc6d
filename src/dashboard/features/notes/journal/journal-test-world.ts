import type { DraftKey } from '../../../../contract/session.ts'
import type { TextStore } from './text-store.ts'

/** Texts in memory, with as many faults as a test wants. */
export function makeTextStore(texts = new Map<string, string>()) {
  const store: TextStore & { texts: Map<string, string>; error: Error | undefined } = {
    texts,
    error: undefined,
    read: async (only) => {
      if (store.error !== undefined) throw store.error
      return [...texts].filter(([name]) => only === undefined || name === only)
    },
    write: async (name, text) => {
      if (store.error !== undefined) throw store.error
      texts.set(name, text)
    },
    remove: async (name) => void texts.delete(name),
  }
  return store
}

export const makeDraftKey = (id: string): DraftKey => ({
  id,
  key: btoa(id.padEnd(32, '.').slice(0, 32)),
})
