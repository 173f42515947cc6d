import { checkFile } from './check-file.ts'
import type { FileKind } from './check-file.ts'
import { loadDriver } from './driver.ts'
import type { Database } from './driver.ts'

export type { Database, FileKind }

export const MEMORY = ':memory:'

/** Half of SQLite's calls to the system, compared with its default, when a deep page is looked for. */
const PAGE_BYTES = 8192
/** For each connection. */
export const CACHE_KIB = 8192

/**
 * Opens the file and brings its schema up to date; a new file goes through all `steps` too. The version of a
 * file is the number of steps that it has behind it. Every commit reaches the disk before it returns.
 */
export async function openDatabase(
  path: string,
  steps: readonly string[],
  kind: FileKind,
): Promise<Database> {
  if (path !== MEMORY) await checkFile(path, kind, steps.length)
  const database = await connect(path, { readOnly: false })
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}`)
  const before = versionOf(database)
  if (before < steps.length) migrate(database, steps, kind)
  if (before > 0 && before < steps.length) compact(database)
  // After the schema: a file in WAL mode may keep its header in the log, where checkFile cannot see it.
  database.exec('PRAGMA journal_mode = WAL')
  return database
}

/** A further connection to a file that `openDatabase` has checked and brought up to date. */
export async function connect(
  path: string,
  { readOnly }: { readOnly: boolean },
): Promise<Database> {
  const { DatabaseSync } = await loadDriver()
  const database = new DatabaseSync(path, { readOnly })
  database.exec(
    `PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA cache_size = -${CACHE_KIB};`,
  )
  return database
}

/** All of `work` or nothing of it. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

const versionOf = (database: Database): number =>
  database.prepare('PRAGMA user_version').get().user_version

/** All steps in one transaction, so that a file is never found between two versions. */
function migrate(database: Database, steps: readonly string[], { applicationId }: FileKind): void {
  inTransaction(database, () => {
    // Asked again, since another process may have done it in the meantime.
    for (const step of steps.slice(versionOf(database))) database.exec(step)
    database.exec(
      `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length};`,
    )
  })
}

/** Gives back the room of what the steps have dropped. A file in WAL mode would keep its page size. */
function compact(database: Database): void {
  database.exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = ${PAGE_BYTES}; VACUUM;`)
}
