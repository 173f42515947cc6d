import type { Call } from './call.ts'
import { createIndexes, insertCalls } from './load-calls.ts'
import type { Database } from './sqlite.ts'

/**
 * Adds calls to a store that is in use, all or none: answers the first Id that is taken already, or is there twice.
 * An Id that comes after all others costs nothing more; any other has all ranks and indexes made anew.
 */
export async function addCalls(database: Database, calls: Call[]): Promise<string | undefined> {
  database.exec('BEGIN IMMEDIATE')
  try {
    let taken: string | undefined
    // Nothing here waits, so nobody else's statement can get between those of the transaction.
    await insertCalls(database, async (insert) => {
      taken = calls.find((call) => !insert(call))?.Id
    })
    if (taken === undefined) createIndexes(database)
    database.exec(taken === undefined ? 'COMMIT' : 'ROLLBACK')
    return taken
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
