import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './driver.ts'

type Statement = ReturnType<Database['prepare']>

const MOST_STATEMENTS = 256

/** Runs queries and keeps their statements: to write and prepare one takes longer than to run it many times. */
export function createStatements(database: Database) {
  const kept = new Map<string, Statement>()

  function keep(shape: string, { sql }: CompiledQuery): Statement {
    const statement = database.prepare(sql)
    // Half the time of objects, which get all their names again for every row.
    statement.setReturnArrays(true)
    if (kept.size >= MOST_STATEMENTS) kept.clear()
    kept.set(shape, statement)
    return statement
  }

  return {
    /**
     * Each row is the values of the columns in the order of the query, which is what `Row` has to name. `shape`
     * tells the query from all others, and the query, asked for once, has no values but named parameters.
     */
    rows<Row extends unknown[]>(
      shape: string,
      query: () => Compilable,
      parameters: Record<string, string | number> = {},
    ): Row[] {
      const statement = kept.get(shape) ?? keep(shape, query().compile())
      return statement.all(parameters)
    },
  }
}

export type Statements = ReturnType<typeof createStatements>
