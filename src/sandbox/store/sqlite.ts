import { open } from 'node:fs/promises'
import type { DatabaseSyncInstance, SqliteModule } from '@photostructure/sqlite'
import type { SqliteDatabase } from 'kysely'
import { ConfigurationError } from '../configuration-error.ts'

export type Database = DatabaseSyncInstance

export const MEMORY = ':memory:'

const SCHEMA_VERSION = 1
/** Marks the file as ours ("CaRe" in ASCII), so that another program's database is never written to. */
const APPLICATION_ID = 0x43_61_52_65
const HEADER_BYTES = 100
/** Where the SQLite file format keeps `PRAGMA user_version` and `PRAGMA application_id`. */
const USER_VERSION_OFFSET = 60
const APPLICATION_ID_OFFSET = 68

/** node:sqlite is stable from Node 24.15 on; remove the package when no older Node is supported. */
async function loadDriver(): Promise<Pick<SqliteModule, 'DatabaseSync'>> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const hasBuiltIn = major > 24 || (major === 24 && minor >= 15)
  return hasBuiltIn ? import('node:sqlite') : import('@photostructure/sqlite')
}

/**
 * Refuses a file that is not ours or is newer than this program. Only the header's bytes are read, because
 * even opening a database can write beside it.
 */
async function checkHeader(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return
  const header = Buffer.alloc(HEADER_BYTES)
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0)
  await file.close()
  if (bytesRead === 0) return
  const isOurs =
    bytesRead === HEADER_BYTES &&
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header.readUInt32BE(APPLICATION_ID_OFFSET) === APPLICATION_ID
  if (!isOurs) throw new ConfigurationError(`--data: ${path} is not a call store of this sandbox.`)
  const version = header.readUInt32BE(USER_VERSION_OFFSET)
  if (version > SCHEMA_VERSION) {
    throw new ConfigurationError(
      `--data: ${path} was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION}).`,
    )
  }
}

/** Opens the file and creates its tables when it is new. Every commit reaches the disk before it returns. */
export async function openDatabase(path: string, schema: string): Promise<Database> {
  if (path !== MEMORY) await checkHeader(path)
  const { DatabaseSync } = await loadDriver()
  const database = new DatabaseSync(path)
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;')
  inTransaction(database, () => {
    if (database.prepare('PRAGMA user_version').get().user_version === SCHEMA_VERSION) return
    database.exec(
      `${schema}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`,
    )
  })
  // After the schema: a file in WAL mode may keep its header in the log, where checkHeader cannot see it.
  database.exec('PRAGMA journal_mode = WAL;')
  return database
}

function inTransaction(database: Database, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

/** Kysely expects better-sqlite3, which takes parameters as one array and names statements with rows. */
export function asKyselyDatabase(database: Database): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      }
    },
  }
}
