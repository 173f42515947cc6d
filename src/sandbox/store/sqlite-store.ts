import { Kysely, SqliteDialect } from 'kysely'
import type { ExpressionBuilder, ExpressionWrapper, Selectable, SqlBool } from 'kysely'
import type { WallSeconds } from '../wall-clock.ts'
import { CALL_MEMBERS, CallSchema, SORT_FIELDS } from './call.ts'
import type { Call, SortField } from './call.ts'
import type { CallFilter, CallStore } from './call-store.ts'
import { asKyselyDatabase, openDatabase } from './sqlite.ts'

/** Flagged is 0 or 1; the two lists are JSON text. */
type CallColumns = Omit<Call, 'Flagged' | 'Interactions' | 'CompletedFormIds'> & {
  Flagged: number
  Interactions: string | null
  CompletedFormIds: string | null
}

/** One row per completed fill. `From` and `Until` are null for an import. */
export type Fill = {
  kind: 'generated' | 'imported'
  calls: number
  seed: number | null
  from: WallSeconds | null
  until: WallSeconds | null
}

type Tables = { calls: CallColumns; fills: Fill }

export type InsertCall = (call: Call) => boolean

export type SqliteStore = CallStore & {
  fills(): Promise<Fill[]>
  /** All or nothing: what `write` inserted becomes visible, and durable, together with the fill's row. */
  load(
    fill: Omit<Fill, 'calls'>,
    /** `insert` answers false, and inserts nothing, when the Id is taken. */
    write: (insert: InsertCall) => Promise<void>,
  ): Promise<number>
}

const AFFINITY: Partial<Record<keyof Call, string>> = {
  StartTime: 'INTEGER NOT NULL',
  DurationInSeconds: 'REAL NOT NULL',
  RingTimeInSeconds: 'REAL NOT NULL',
  HoldTimeInSeconds: 'REAL NOT NULL',
  HoldCount: 'INTEGER NOT NULL',
  TalkTimeInSeconds: 'REAL NOT NULL',
  TransferTimeInSeconds: 'REAL NOT NULL',
  Flagged: 'INTEGER NOT NULL',
  WorkTimeInSeconds: 'REAL NOT NULL',
  Id: 'TEXT NOT NULL PRIMARY KEY',
}

const SCHEMA = `
  CREATE TABLE calls (${CALL_MEMBERS.map((name) => `${name} ${AFFINITY[name] ?? 'TEXT'}`).join()});
  CREATE TABLE fills (kind TEXT NOT NULL, calls INTEGER NOT NULL, seed INTEGER, "from" INTEGER, until INTEGER)`

/** StartTime comes last so that the index alone answers a sorted page within a date range. */
const sortIndex = (field: SortField) =>
  field === 'StartTime' ? 'StartTime, Id' : `${field}, Id, StartTime`

const INDEXES = [
  ...SORT_FIELDS.filter((field) => field !== 'Id').map(
    (field) => `CREATE INDEX IF NOT EXISTS by_${field} ON calls (${sortIndex(field)})`,
  ),
  'CREATE INDEX IF NOT EXISTS of_client ON calls (ClientId, StartTime, TalkTimeInSeconds)',
  'CREATE INDEX IF NOT EXISTS of_center ON calls (CenterId, StartTime, TalkTimeInSeconds)',
].join(';')

/**
 * Calls in one SQLite file, or in memory for `:memory:`. Queries run on the calling thread: servers use it
 * through worker-store.
 */
export async function openSqliteStore(path: string): Promise<SqliteStore> {
  const database = await openDatabase(path, SCHEMA)
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: asKyselyDatabase(database) }),
  })

  return {
    async list({ filter, sortBy, descending, offset, limit, withTotal }) {
      const direction = descending ? 'desc' : 'asc'
      // Sorting ids alone stays inside one index; whole rows are read only for the page that is asked for.
      const ids = db
        .selectFrom('calls')
        .select('Id')
        .where(matching(filter))
        .orderBy(sortBy, direction)
        .orderBy('Id', direction)
        .limit(limit)
        .offset(offset)
      const rows = await db
        .selectFrom('calls')
        .selectAll()
        .where('Id', 'in', ids)
        .orderBy(sortBy, direction)
        .orderBy('Id', direction)
        .execute()
      const calls = rows.map(toCall)
      if (!withTotal) return { calls }
      const { total } = await db
        .selectFrom('calls')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where(matching(filter))
        .executeTakeFirstOrThrow()
      return { calls, total }
    },

    async updateNotes(id, notes, visibleCenters) {
      const row = await db
        .updateTable('calls')
        .set({ Notes: notes })
        .where(matching({ id, ...(visibleCenters && { visibleCenters }) }))
        .returningAll()
        .executeTakeFirst()
      return row && toCall(row)
    },

    async centers() {
      const rows = await db
        .selectFrom('calls')
        .select('CenterId')
        .distinct()
        .where('CenterId', 'is not', null)
        .orderBy('CenterId')
        .execute()
      return rows.flatMap(({ CenterId }) => CenterId ?? [])
    },

    fills: () => db.selectFrom('fills').selectAll().orderBy('until').execute(),

    async load(fill, write) {
      const insertSql = `INSERT OR IGNORE INTO calls VALUES (${CALL_MEMBERS.map(() => '?').join()})`
      const statement = database.prepare(insertSql)
      let calls = 0
      database.exec('BEGIN IMMEDIATE')
      try {
        await write((call) => {
          const isNew = statement.run(...toColumns(call)).changes > 0
          if (isNew) calls += 1
          return isNew
        })
        database.exec(INDEXES)
        await db
          .insertInto('fills')
          .values({ ...fill, calls })
          .execute()
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
      // The log holds the whole fill by now and would otherwise keep its size.
      database.exec('PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);')
      return calls
    },

    async close() {
      database.close()
    },
  }
}

function matching(filter: CallFilter) {
  return (calls: ExpressionBuilder<Tables, 'calls'>) => {
    const conditions: ExpressionWrapper<Tables, 'calls', SqlBool>[] = []
    const { from, to, clientId, centerId, id, minTalkSeconds, maxTalkSeconds, type } = filter
    if (from !== undefined) conditions.push(calls('StartTime', '>=', from))
    if (to !== undefined) conditions.push(calls('StartTime', '<=', to))
    if (clientId !== undefined) conditions.push(calls('ClientId', '=', clientId))
    if (centerId !== undefined) conditions.push(calls('CenterId', '=', centerId))
    if (id !== undefined) conditions.push(calls('Id', '=', id))
    if (minTalkSeconds !== undefined)
      conditions.push(calls('TalkTimeInSeconds', '>=', minTalkSeconds))
    if (maxTalkSeconds !== undefined)
      conditions.push(calls('TalkTimeInSeconds', '<=', maxTalkSeconds))
    if (type !== undefined) conditions.push(calls('Type', '=', type))
    if (filter.visibleCenters) conditions.push(calls('CenterId', 'in', filter.visibleCenters))
    return calls.and(conditions)
  }
}

function toColumns(call: Call): (string | number | null)[] {
  return CALL_MEMBERS.map((member) => {
    const value = call[member]
    if (typeof value === 'boolean') return value ? 1 : 0
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  })
}

function toCall(row: Selectable<CallColumns>): Call {
  const { Interactions, CompletedFormIds } = row
  const { shape } = CallSchema
  return {
    ...row,
    Flagged: row.Flagged === 1,
    Interactions: shape.Interactions.parse(Interactions === null ? null : JSON.parse(Interactions)),
    CompletedFormIds: shape.CompletedFormIds.parse(
      CompletedFormIds === null ? null : JSON.parse(CompletedFormIds),
    ),
  }
}
