import { inTransaction, openDatabase } from './sqlite.ts'
import type { FileKind } from './sqlite.ts'

/** What the systems beside HostedSuite have been told to keep: JSON texts, each under a collection and a key. */
export type Records = {
  get(collection: string, key: string): string | undefined
  put(collection: string, key: string, json: string): void
  /** From 1 on. A number is never given twice, also not after the file was opened again. */
  nextId(collection: string): number
}

export type RecordStore = {
  get: Records['get']
  /**
   * All that `work` puts or nothing of it, durable once this returns. `work` cannot wait for anything, so
   * nobody else's change can come between its reading and its writing.
   */
  transact<T>(work: (records: Records) => T): T
  close(): void
}

/** "CaRr". */
const RECORD_STORE: FileKind = { name: 'record store', applicationId: 0x43_61_52_72 }

const SCHEMA = `
  CREATE TABLE records (collection TEXT, key TEXT, json TEXT NOT NULL, PRIMARY KEY (collection, key))
    WITHOUT ROWID`

/** Ids are counted in a collection of their own, whose keys are the other collections' names. */
const COUNTERS = 'counters'

/**
 * Records in one SQLite file, or in memory for `:memory:`. It works on the calling thread, where a worker is
 * not worth its while: every use is one row by its primary key, and a write lasts as long as the disk's sync.
 */
export async function openRecordStore(path: string): Promise<RecordStore> {
  const database = await openDatabase(path, [SCHEMA], RECORD_STORE)
  const select = database.prepare('SELECT json FROM records WHERE collection = ? AND key = ?')
  const upsert = database.prepare(
    'INSERT INTO records VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
  )

  const get: Records['get'] = (collection, key) => select.get(collection, key)?.json
  const put: Records['put'] = (collection, key, json) => {
    upsert.run(collection, key, json)
  }
  const records: Records = {
    get,
    put,
    nextId(collection) {
      const id = Number(get(COUNTERS, collection) ?? 0) + 1
      put(COUNTERS, collection, String(id))
      return id
    },
  }

  return {
    get,
    transact: (work) => inTransaction(database, () => work(records)),
    close: () => database.close(),
  }
}
