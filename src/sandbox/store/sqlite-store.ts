import type { WallSeconds } from '../wall-clock.ts'
import { addCalls } from './add-calls.ts'
import { listCenters, listRows, updateNotes } from './call-queries.ts'
import type { CallStore } from './call-store.ts'
import { createIndexes, insertCalls } from './load-calls.ts'
import type { InsertCall } from './load-calls.ts'
import { CALL_STORE, STEPS } from './schema.ts'
import { CACHE_KIB, connect, inTransaction, openDatabase } from './sqlite.ts'
import type { Database } from './sqlite.ts'
import { createStatements } from './statements.ts'

/** One row per completed fill. `From` and `until` are null for an import. */
export type Fill = {
  kind: 'generated' | 'imported'
  calls: number
  seed: number | null
  from: WallSeconds | null
  until: WallSeconds | null
}

export type SqliteStore = CallStore & {
  fills(): Promise<Fill[]>
  /** All or nothing: what `write` inserted becomes visible, and durable, together with the fill's row. */
  load(
    fill: Omit<Fill, 'calls'>,
    write: (insert: InsertCall) => Promise<void>,
    /** Called between the indexes, which take longer than the calls; what it throws gives all of it up. */
    onStep?: () => void,
  ): Promise<number>
}

/** While calls are loaded and their indexes are sorted. */
const LOADING_CACHE_KIB = 65_536

/**
 * Calls in one SQLite file, or in memory for `:memory:`: checked, brought up to date and open. Queries run on
 * the calling thread: servers use it through worker-store.
 */
export async function openSqliteStore(path: string): Promise<SqliteStore> {
  const database = await openDatabase(path, STEPS, CALL_STORE)
  const readFills = (): Fill[] => database.prepare('SELECT * FROM fills ORDER BY until').all()
  // A store that has just been brought up to date from an older version comes without them.
  if (readFills().length > 0) inTransaction(database, () => createIndexes(database))

  return {
    ...callStoreOn(database, { readOnly: false }),
    async fills() {
      return readFills()
    },

    async load(fill, write, onStep) {
      // A log would take every call twice, and the journal of an empty store has nothing to keep.
      if (readFills().length === 0) database.exec('PRAGMA journal_mode = DELETE')
      database.exec(`PRAGMA cache_size = -${LOADING_CACHE_KIB}; BEGIN IMMEDIATE;`)
      let calls: number
      try {
        calls = await insertCalls(database, write)
        createIndexes(database, onStep)
        database
          .prepare('INSERT INTO fills VALUES (?, ?, ?, ?, ?)')
          .run(fill.kind, calls, fill.seed, fill.from, fill.until)
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
      // Only `main` can be checkpointed: a table that was renamed leaves the temporary schema in use.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA main.wal_checkpoint(TRUNCATE);')
      database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
      return calls
    },
  }
}

/** A further connection to a store that has been opened and filled. */
export async function connectToStore(
  path: string,
  rights: { readOnly: boolean },
): Promise<CallStore> {
  return callStoreOn(await connect(path, rights), rights)
}

function callStoreOn(database: Database, { readOnly }: { readOnly: boolean }): CallStore {
  const statements = createStatements(database)
  return {
    async list(request) {
      return listRows(statements, request)
    },
    async updateNotes(...args) {
      return updateNotes(statements, ...args)
    },
    async addCalls(calls) {
      return addCalls(database, calls)
    },
    async centers() {
      return listCenters(statements)
    },
    async close() {
      // The driver leaves a connection with statements half open, and so the log as it is.
      if (!readOnly) database.exec('PRAGMA main.wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}
