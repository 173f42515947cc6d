import { open, stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '../configuration-error.ts'
import { loadDriver } from './driver.ts'
import { readDatabaseHeader, readLogHeader } from './file-header.ts'

/**
 * What the file's header says of it. The id is four ASCII letters that mark the file as ours, so that another
 * program's database is never written to.
 */
export type FileKind = { name: string; applicationId: number }

/**
 * Refuses, with one sentence, a file that is not ours, is newer than this program or is damaged. Neither the
 * file nor its write-ahead log is changed, which is why this comes before the opening: that alone would
 * already repair, create and delete files.
 */
export async function checkFile(path: string, kind: FileKind, newest: number): Promise<void> {
  const size = await sizeOf(path)
  if (size === 0) return
  const refused = (why: string) => new ConfigurationError(`--data: ${path} ${why}.`)

  const header = readDatabaseHeader(await readStart(path))
  if (header?.applicationId !== kind.applicationId) {
    throw refused(`is not a ${kind.name} of this sandbox`)
  }
  if (!header.isPlausible || header.userVersion === 0) {
    throw refused('is damaged: its header makes no sense')
  }
  if (header.userVersion > newest) {
    const versions = `(schema ${header.userVersion}, this one knows ${newest})`
    throw refused(`was written by a newer version ${versions}`)
  }
  // What a killed process leaves in these two completes the file; SQLite puts it right when it opens it.
  const hasJournal = (await sizeOf(`${path}-journal`)) > 0
  const hasLog = (await sizeOf(`${path}-wal`)) > 0
  if (!hasLog && !hasJournal && size !== header.pages * header.pageSize) {
    throw refused('is damaged: its length is not the one that it names')
  }
  const log = readLogHeader(await readStart(`${path}-wal`))
  if (log !== undefined && log.pageSize !== header.pageSize) {
    throw refused('is damaged: the log beside it makes no sense')
  }
  // With a journal the file can only be read once SQLite has undone what was begun.
  if (!hasJournal && !(await isSound(path, size, hasLog))) {
    throw refused('is damaged: its content cannot be read')
  }
}

/** About a second. */
const MOST_CHECKED_BYTES = 128 * 1024 * 1024

const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0

/** As many bytes as the longer of the two headers has; fewer when the file is shorter or missing. */
async function readStart(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return Buffer.alloc(0)
  const start = Buffer.alloc(100)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  await file.close()
  return start.subarray(0, bytesRead)
}

/** Of a file that is too large to be read as a whole at every start, only the schema. */
async function isSound(path: string, size: number, hasLog: boolean): Promise<boolean> {
  const { DatabaseSync } = await loadDriver()
  // `immutable` also keeps SQLite from creating a log beside the file; with a log to be read it must not be.
  const place = hasLog ? path : `${pathToFileURL(path).href}?immutable=1`
  const check =
    size > MOST_CHECKED_BYTES
      ? "SELECT report('ok') FROM sqlite_schema"
      : 'SELECT report(quick_check) FROM pragma_quick_check'
  let finding = ''
  try {
    const database = new DatabaseSync(place, { readOnly: true })
    try {
      // A statement would keep the file open, and locked, until it is garbage collected.
      database.function('report', (text: unknown) => {
        finding ||= String(text)
        return null
      })
      database.exec(check)
    } finally {
      database.close()
    }
  } catch {
    return false
  }
  return finding === 'ok'
}
