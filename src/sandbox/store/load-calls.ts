import { toRow } from './call-rows.ts'
import { CALL_MEMBERS } from './call.ts'
import type { Call } from './call.ts'
import { INDEXES, RANK_ANEW } from './schema.ts'
import type { Database } from './sqlite.ts'

/** Answers false, and inserts nothing, when the Id is taken. */
export type InsertCall = (call: Call) => boolean

/**
 * Inserts what `write` hands over and answers the number of calls. Ranks follow the Ids afterwards, whatever
 * the order in which they came.
 */
export async function insertCalls(
  database: Database,
  write: (insert: InsertCall) => Promise<void>,
): Promise<number> {
  const places = CALL_MEMBERS.map(() => '?').join()
  const statement = database.prepare(`INSERT OR IGNORE INTO calls VALUES (NULL, ?, ${places})`)
  const kindOf = kindNumbers(database)
  let lastId: string = database.prepare('SELECT max(Id) AS id FROM calls').get().id ?? ''
  let isInOrder = true
  let calls = 0
  await write((call) => {
    if (statement.run(kindOf(call), ...toRow(call)).changes === 0) return false
    isInOrder &&= lastId < call.Id && ASCII.test(call.Id)
    lastId = call.Id
    calls += 1
    return true
  })
  if (!isInOrder) database.exec(RANK_ANEW)
  return calls
}

/**
 * Creates the indexes that are missing and then has SQLite look at them, so that it knows which one to take.
 * `onStep` is called before each.
 */
export function createIndexes(database: Database, onStep?: () => void): void {
  const indexes = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'index'")
  const before: number = indexes.get().n
  for (const index of INDEXES) {
    onStep?.()
    database.exec(index)
  }
  if (indexes.get().n > before) database.exec('PRAGMA analysis_limit = 1000; ANALYZE;')
}

/** Beyond it JavaScript's order of texts is not SQLite's, so that another Id counts as out of order. */
const ASCII = /^[ -~]*$/

const nameOf = ({ CenterId, Type }: Pick<Call, 'CenterId' | 'Type'>) =>
  JSON.stringify([CenterId, Type])

/** Gives every pair of center and type its number, and a new pair a new one. */
function kindNumbers(database: Database): (call: Call) => number {
  const rows = database.prepare('SELECT Kind, CenterId, Type FROM kinds').all()
  const numbers = new Map<string, number>(
    rows.map(({ Kind, CenterId, Type }) => [nameOf({ CenterId, Type }), Kind]),
  )
  const insert = database.prepare('INSERT INTO kinds (CenterId, Type) VALUES (?, ?)')
  return (call) => {
    const name = nameOf(call)
    const known = numbers.get(name)
    if (known !== undefined) return known
    const kind = Number(insert.run(call.CenterId, call.Type).lastInsertRowid)
    numbers.set(name, kind)
    return kind
  }
}
