import type { Compilable } from 'kysely'
import type { Database } from './driver.ts'

type Statement = ReturnType<Database['prepare']>

const MOST_STATEMENTS = 256

/** Runs queries and keeps their statements: to prepare one takes longer than to run many of them. */
export function createStatements(database: Database) {
  const kept = new Map<string, Statement>()

  function prepare(sql: string): Statement {
    const known = kept.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    // Half the time of objects, which get all their names again for every row.
    statement.setReturnArrays(true)
    if (kept.size >= MOST_STATEMENTS) kept.clear()
    kept.set(sql, statement)
    return statement
  }

  return {
    /** Each row is the values of the columns in the order of the query, which is what `Row` has to name. */
    rows<Row extends unknown[]>(query: Compilable): Row[] {
      const { sql, parameters } = query.compile()
      return prepare(sql).all(...parameters)
    },
  }
}

export type Statements = ReturnType<typeof createStatements>
