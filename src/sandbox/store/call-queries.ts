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
import type { CallFilter, CallPage, CallPageRequest, CallStore } from './call-store.ts'
import { CALL_MEMBERS } from './call.ts'
import type { SortField } from './call.ts'
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
const edges = (['asc', 'desc'] as const).map((direction) => ({
  shape: `edge ${direction}`,
  query: db
    .selectFrom('calls')
    .select('StartTime')
    .orderBy('StartTime', direction)
    .limit(sql.lit(1)),
}))

const VISIBLE_CENTERS = sql<string>`(SELECT value FROM json_each(@visibleCenters))`

/** So many calls are read in a few milliseconds, even when each lies on another page of the disk. */
const QUICK_CALLS = 50

/**
 * Whether SQLite looks at as few calls as it answers, however many there are: at one, by its Id, or at the
 * first ones of an index in its own order, with none to be left out or counted.
 */
export function isQuick({ filter, sortBy, offset, limit, withTotal }: CallPageRequest): boolean {
  if (filter.id !== undefined) return true
  const isByTime = Object.keys(filter).every((member) => member === 'from' || member === 'to')
  return isByTime && sortBy === 'StartTime' && !withTotal && offset + limit <= QUICK_CALLS
}

export function listRows(
  statements: Statements,
  { filter, sortBy, descending, offset, limit, withTotal }: CallPageRequest,
): CallPage {
  const direction = descending ? 'desc' : 'asc'
  const { id, clientId } = filter
  const isByField = sortBy !== 'StartTime' && !id && !clientId && !isNarrow(statements, filter)
  const rows = statements.rows<CallRow>(
    `page ${sortBy} ${direction} ${limit} ${isByField} ${shapeOf(filter)}`,
    () => pageOf(filter, { sortBy, direction, limit, isByField }),
    { ...parametersOf(filter), offset },
  )
  if (!withTotal) return { rows }
  return { rows, total: countRows(statements, filter) }
}

type PageShape = {
  sortBy: SortField
  direction: 'asc' | 'desc'
  limit: number
  isByField: boolean
}

function pageOf(filter: CallFilter, { sortBy, direction, limit, isByField }: PageShape) {
  let page = db.selectFrom('calls').select(CALL_MEMBERS)
  // Written out, because SQLite prepares a statement again whenever a parameter is its limit.
  const most = sql.lit(limit)
  const offset = sql<number>`@offset`
  // At most one call, which needs no order.
  if ('id' in filter) return page.where(matching(filter)).limit(most).offset(offset)

  // Ranks are in the order of Ids.
  const order = sortBy === 'Id' ? (['Rank'] as const) : ([sortBy, 'Rank'] as const)
  // Sorting ranks alone stays inside one index; whole calls are read only for the page that is asked for.
  let ranks = db
    .selectFrom('calls')
    .select('Rank')
    .where(matching(filter, { isByField }))
    .limit(most)
    .offset(offset)
  for (const column of order) {
    ranks = ranks.orderBy(column, direction)
    page = page.orderBy(column, direction)
  }
  return page.where('Rank', 'in', ranks)
}

function countRows(statements: Statements, filter: CallFilter): number {
  const calls = db.selectFrom('calls')
  const [[total] = [0]] = statements.rows<[number]>(
    `count ${shapeOf(filter)}`,
    () =>
      Object.keys(filter).length === 0
        ? // Ranks begin at 1 and leave none out; of no calls, the largest is null.
          calls.select(({ fn }) => fn.coalesce(fn.max('Rank'), sql<number>`0`).as('total'))
        : calls.select(({ fn }) => fn.countAll().as('total')).where(matching(filter)),
    parametersOf(filter),
  )
  return total
}

/** The changed call, when there is such a one. */
export function updateNotes(
  statements: Statements,
  ...[id, notes, visibleCenters]: Parameters<CallStore['updateNotes']>
): CallRow | undefined {
  const filter = { id, ...(visibleCenters && { visibleCenters }) }
  const [row] = statements.rows<CallRow>(
    `update ${shapeOf(filter)}`,
    () =>
      db
        .updateTable('calls')
        .set({ Notes: sql<string>`@notes` })
        .where(matching(filter))
        .returning(CALL_MEMBERS),
    { ...parametersOf(filter), notes },
  )
  return row
}

export const listCenters = (statements: Statements): string[] =>
  statements.rows<[string]>('centers', () => centerIds).map(([centerId]) => centerId)

function isNarrow(statements: Statements, { from, to }: CallFilter): boolean {
  if (from === undefined && to === undefined) return false
  const [first, last] = edges.flatMap(({ shape, query }) =>
    statements.rows<[number]>(shape, () => query).flat(),
  )
  if (first === undefined || last === undefined) return false
  const covered = Math.min(to ?? last, last) - Math.max(from ?? first, first)
  return covered <= NARROW_SHARE * (last - first)
}

/** What `matching` writes depends on nothing else of a filter. */
const shapeOf = (filter: CallFilter) => Object.keys(filter).join()

/** The filter's members under their names, as `matching` refers to them. */
const parametersOf = ({ visibleCenters, ...others }: CallFilter) =>
  visibleCenters ? { ...others, visibleCenters: JSON.stringify(visibleCenters) } : others

/** `isByField` leaves it to the index of the sorted field, which holds time and kind too. */
function matching(filter: CallFilter, { isByField = false } = {}) {
  return (calls: ExpressionBuilder<Tables, 'calls'>) => {
    const conditions: ExpressionWrapper<Tables, 'calls', SqlBool>[] = []
    // The plus keeps SQLite from going by the indexes of these columns; it changes nothing else.
    const startTime = isByField ? sql<number>`+StartTime` : calls.ref('StartTime')
    const kind = isByField ? sql<number>`+Kind` : calls.ref('Kind')
    if ('from' in filter) conditions.push(calls(startTime, '>=', sql<number>`@from`))
    if ('to' in filter) conditions.push(calls(startTime, '<=', sql<number>`@to`))
    if ('clientId' in filter) conditions.push(calls('ClientId', '=', sql<string>`@clientId`))
    if ('id' in filter) conditions.push(calls('Id', '=', sql<string>`@id`))
    if ('minTalkSeconds' in filter)
      conditions.push(calls('TalkTimeInSeconds', '>=', sql<number>`@minTalkSeconds`))
    if ('maxTalkSeconds' in filter)
      conditions.push(calls('TalkTimeInSeconds', '<=', sql<number>`@maxTalkSeconds`))
    if (isOfSomeKind(filter)) conditions.push(calls(kind, 'in', kindsOf(filter)))
    return calls.and(conditions)
  }
}

const isOfSomeKind = (filter: CallFilter) =>
  'centerId' in filter || 'type' in filter || 'visibleCenters' in filter

function kindsOf(filter: CallFilter) {
  let kinds = db.selectFrom('kinds').select('Kind')
  if ('centerId' in filter) kinds = kinds.where('CenterId', '=', sql<string>`@centerId`)
  if ('type' in filter) kinds = kinds.where('Type', '=', sql<string>`@type`)
  if ('visibleCenters' in filter) kinds = kinds.where('CenterId', 'in', VISIBLE_CENTERS)
  return kinds
}
