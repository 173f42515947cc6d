import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import type { TextStore } from './text-store.ts'

/** A database that another page blocks never answers; after this it counts as broken. */
const LIMIT_MS = 3000

/** IndexedDB: what it has acknowledged survives even the end of the whole browser. */
export function indexedDbStore(database: string): TextStore {
  let opened: UseStore | undefined

  function connect(): UseStore {
    const store = createStore(database, 'texts')
    const makeWay = ({ transaction: { db } }: IDBObjectStore) => {
      // A later version of the page wants another form of the database, and waits until nobody has this one open.
      db.addEventListener('versionchange', () => {
        db.close()
        if (opened === store) opened = undefined
      })
    }
    // Where this fails, so does what the connection is for, and that is told.
    store('readonly', makeWay).catch(() => {})
    return store
  }

  async function attempt<Result>(run: (store: UseStore) => Promise<Result>): Promise<Result> {
    opened ??= connect()
    return within(LIMIT_MS, run(opened))
  }

  /** Browsers drop a connection now and then; on a new one the same is done again, once. */
  async function onceMore<Result>(run: (store: UseStore) => Promise<Result>): Promise<Result> {
    try {
      return await attempt(run)
    } catch (error) {
      opened = undefined
      if (error instanceof LimitError) throw error
      return attempt(run)
    }
  }

  return {
    read: (only) =>
      onceMore(async (store) => {
        if (only === undefined)
          return (await entries<string, unknown>(store)).map(([name, text]) => [name, asText(text)])
        const text = await get<unknown>(only, store)
        return text === undefined ? [] : [[only, asText(text)]]
      }),
    write: (name, text) => onceMore((store) => set(name, text, store)),
    remove: (name) => onceMore((store) => del(name, store)),
  }
}

/** Anything else was not written by this page, and reads as a damaged text. */
const asText = (value: unknown) => (typeof value === 'string' ? value : '')

/** More would soon fill the few megabytes that localStorage has for everything. */
const LONGEST_TEXT = 65_536

/** localStorage: reaches the disk seconds late, and is small. For where there is no IndexedDB. */
export function localStorageStore(database: string): TextStore {
  const prefix = `${database} `
  return {
    read: async (only) =>
      Object.entries(localStorage)
        .filter(([name]) => (only === undefined ? name.startsWith(prefix) : name === prefix + only))
        .map(([name, text]) => [name.slice(prefix.length), asText(text)]),
    write: async (name, text) => {
      if (text.length > LONGEST_TEXT)
        throw new DOMException('Longer than 64 KB.', 'QuotaExceededError')
      localStorage.setItem(prefix + name, text)
    },
    remove: async (name) => localStorage.removeItem(prefix + name),
  }
}

class LimitError extends Error {}

async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new LimitError('The browser’s storage does not answer.')),
      limitMs,
    )
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
