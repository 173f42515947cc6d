import type { Call } from './call.ts'
import { MEMORY } from './sqlite.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { SqliteStore } from './sqlite-store.ts'

/** A store in memory that holds these calls. For tests. */
export async function openTestStore(calls: Call[], path = MEMORY): Promise<SqliteStore> {
  const store = await openSqliteStore(path)
  await store.load({ kind: 'imported', seed: null, from: null, until: null }, async (insert) => {
    for (const call of calls) insert(call)
  })
  return store
}
