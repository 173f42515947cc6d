import {
  DummyDriver,
  Kysely,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { CallColumns, CallRow } from './call-rows.ts'
import type { CallFilter, CallPageRequest, CallStore } from './call-store.ts'
import { CALL_MEMBERS } from './call.ts'
import type { Statements } from './statements.ts'

type Tables = {
  calls: CallColumns & { Rank: number; Kind: number }
  kinds: { Kind: number; CenterId: string | null; Type: string | null }
}

/**
 * Up to this share of the time that the store covers, calls are found by their time and then sorted. Beyond,
 * it is quicker to go through the index of the sorted field and to leave out what lies outside the range;
 * SQLite would sort hundreds of thousands instead.
 */
const NARROW_SHARE = 0.05

/** Writes SQL only; it is run by `Statements`. */
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

const centerIds = db
  .selectFrom('kinds')
  .select('CenterId')
  .distinct()
  .where('CenterId', 'is not', null)
  .orderBy('CenterId')
/** Two lookups in the index; `min` and `max` in one query would go through all of it. */
const edges = (['asc', 'desc'] as const).map((direction) =>
  db.selectFrom('calls').select('StartTime').orderBy('StartTime', direction).limit(1),
)

export type RowPage = { rows: CallRow[]; total?: number }

export function listRows(
  statements: Statements,
  { filter, sortBy, descending, offset, limit, withTotal }: CallPageRequest,
): RowPage {
  const direction = descending ? 'desc' : 'asc'
  // Ranks are in the order of Ids.
  const order = sortBy === 'Id' ? (['Rank'] as const) : ([sortBy, 'Rank'] as const)
  const isByField = sortBy !== 'StartTime' && !filter.clientId && !isNarrow(statements, filter)
  // Sorting ranks alone stays inside one index; whole calls are read only for the page that is asked for.
  let ranks = db
    .selectFrom('calls')
    .select('Rank')
    .where(matching(filter, { isByField }))
    .limit(limit)
    .offset(offset)
  let page = db.selectFrom('calls').select(CALL_MEMBERS)
  for (const column of order) {
    ranks = ranks.orderBy(column, direction)
    page = page.orderBy(column, direction)
  }
  const rows = statements.rows<CallRow>(page.where('Rank', 'in', ranks))
  if (!withTotal) return { rows }
  return { rows, total: countRows(statements, filter) }
}

function countRows(statements: Statements, filter: CallFilter): number {
  const calls = db.selectFrom('calls')
  const [[total] = [0]] = statements.rows<[number]>(
    Object.keys(filter).length === 0
      ? // Ranks begin at 1 and leave none out; of no calls, the largest is null.
        calls.select(({ fn }) => fn.coalesce(fn.max('Rank'), sql<number>`0`).as('total'))
      : calls.select(({ fn }) => fn.countAll().as('total')).where(matching(filter)),
  )
  return total
}

/** The changed call, when there is such a one. */
export function updateNotes(
  statements: Statements,
  ...[id, notes, visibleCenters]: Parameters<CallStore['updateNotes']>
): CallRow | undefined {
  const [row] = statements.rows<CallRow>(
    db
      .updateTable('calls')
      .set({ Notes: notes })
      .where(matching({ id, ...(visibleCenters && { visibleCenters }) }))
      .returning(CALL_MEMBERS),
  )
  return row
}

export const listCenters = (statements: Statements): string[] =>
  statements.rows<[string]>(centerIds).map(([centerId]) => centerId)

function isNarrow(statements: Statements, { from, to }: CallFilter): boolean {
  if (from === undefined && to === undefined) return false
  const [first, last] = edges.flatMap((edge) => statements.rows<[number]>(edge).flat())
  if (first === undefined || last === undefined) return false
  const covered = Math.min(to ?? last, last) - Math.max(from ?? first, first)
  return covered <= NARROW_SHARE * (last - first)
}

/** `isByField` leaves it to the index of the sorted field, which holds time and kind too. */
function matching(filter: CallFilter, { isByField = false } = {}) {
  return (calls: ExpressionBuilder<Tables, 'calls'>) => {
    const conditions: ExpressionWrapper<Tables, 'calls', SqlBool>[] = []
    const { from, to, clientId, id, minTalkSeconds, maxTalkSeconds } = filter
    // The plus keeps SQLite from going by the indexes of these columns; it changes nothing else.
    const startTime = isByField ? sql<number>`+StartTime` : calls.ref('StartTime')
    const kind = isByField ? sql<number>`+Kind` : calls.ref('Kind')
    if (from !== undefined) conditions.push(calls(startTime, '>=', from))
    if (to !== undefined) conditions.push(calls(startTime, '<=', to))
    if (clientId !== undefined) conditions.push(calls('ClientId', '=', clientId))
    if (id !== undefined) conditions.push(calls('Id', '=', id))
    if (minTalkSeconds !== undefined)
      conditions.push(calls('TalkTimeInSeconds', '>=', minTalkSeconds))
    if (maxTalkSeconds !== undefined)
      conditions.push(calls('TalkTimeInSeconds', '<=', maxTalkSeconds))
    if (isOfSomeKind(filter)) conditions.push(calls(kind, 'in', kindsOf(filter)))
    return calls.and(conditions)
  }
}

const isOfSomeKind = ({ centerId, type, visibleCenters }: CallFilter) =>
  centerId !== undefined || type !== undefined || visibleCenters !== undefined

function kindsOf({ centerId, type, visibleCenters }: CallFilter) {
  let kinds = db.selectFrom('kinds').select('Kind')
  if (centerId !== undefined) kinds = kinds.where('CenterId', '=', centerId)
  if (type !== undefined) kinds = kinds.where('Type', '=', type)
  if (visibleCenters !== undefined) kinds = kinds.where('CenterId', 'in', visibleCenters)
  return kinds
}
