import { z } from 'zod'
import type { Database } from '../sandbox/store/sqlite.ts'
import { DAY_SECONDS, formatWallClock } from '../sandbox/wall-clock.ts'

/** One list request, and the SQL that somebody would write by hand to get the same calls. */
export type BenchQuery = {
  name: string
  /** Members of ListCallRecordsRequest, without the credentials. */
  request: Record<string, string | number | boolean>
  sql: { page: string; count?: string; parameters: (string | number)[] }
}

const ROWS = 25
/** A month of calls is counted on every page that shows a total. */
const MONTH_SECONDS = 30 * DAY_SECONDS

const ExamplesSchema = z.object({ last: z.number(), client: z.string(), id: z.string() })

/** The queries that the project's targets name, with values that the store's calls really have. */
export function benchQueries(database: Database) {
  const { last, client, id } = ExamplesSchema.parse(
    database
      .prepare(
        `SELECT (SELECT max(StartTime) FROM calls) AS last, ClientId AS client, Id AS id FROM calls
         WHERE Rank = (SELECT max(Rank) / 2 FROM calls)`,
      )
      .get(),
  )
  const half = Math.floor(Number(database.prepare('SELECT max(Rank) AS n FROM calls').get().n) / 2)
  const deepPage = Math.floor(half / ROWS)
  const month = {
    StartDate: formatWallClock(last - MONTH_SECONDS),
    EndDate: formatWallClock(last),
    SortField: 'StartTime',
    SortDir: 'Desc',
    ItemsPerPage: ROWS,
  }
  const monthSql = byHand('StartTime BETWEEN ? AND ?', 'StartTime', 0)
  const monthParameters = [last - MONTH_SECONDS, last]

  const newest: BenchQuery = {
    name: 'Newest page of a month, with total',
    request: month,
    sql: { ...monthSql, parameters: monthParameters },
  }
  const withoutTotal: BenchQuery = {
    name: 'The same with DisableStats',
    request: { ...month, DisableStats: true },
    sql: { page: monthSql.page, parameters: monthParameters },
  }
  const deep: BenchQuery = {
    name: `By TalkTimeInSeconds, from call ${(deepPage * ROWS).toLocaleString('en')} on`,
    request: {
      SortField: 'TalkTimeInSeconds',
      SortDir: 'Desc',
      ItemsPerPage: ROWS,
      Page: deepPage,
    },
    sql: { ...byHand('1', 'TalkTimeInSeconds', deepPage * ROWS), parameters: [] },
  }
  const ofClient: BenchQuery = {
    name: 'One client, talk time 60 to 600 s, with total',
    request: {
      ClientId: client,
      MinCallDuration: 60,
      MaxCallDuration: 600,
      SortField: 'StartTime',
      SortDir: 'Desc',
      ItemsPerPage: ROWS,
    },
    sql: {
      ...byHand('ClientId = ? AND TalkTimeInSeconds BETWEEN ? AND ?', 'StartTime', 0),
      parameters: [client, 60, 600],
    },
  }
  const single: BenchQuery = {
    name: 'One CallRecordId',
    request: { CallRecordId: id, DisableStats: true },
    sql: { page: 'SELECT * FROM calls WHERE Id = ?', parameters: [id] },
  }
  return { lists: [newest, deep, ofClient, single, withoutTotal], newest, withoutTotal, single }
}

/** Newest or largest first, ties by Id; ranks first, so that only the page's own calls are read whole. */
function byHand(condition: string, column: string, offset: number) {
  const order = `ORDER BY ${column} DESC, Rank DESC`
  const ranks = `SELECT Rank FROM calls WHERE ${condition} ${order} LIMIT ${ROWS} OFFSET ${offset}`
  return {
    page: `SELECT * FROM calls WHERE Rank IN (${ranks}) ${order}`,
    count: `SELECT count(*) AS total FROM calls WHERE ${condition}`,
  }
}

/** No index holds both the order and the talk time, so that hundreds of thousands of calls are looked at. */
export const SLOW_REQUEST = {
  MinCallDuration: 1,
  SortField: 'CallerNumber',
  ItemsPerPage: ROWS,
  Page: 10_000,
}
