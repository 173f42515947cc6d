import { toCall } from './call-rows.ts'
import type { CallPageRequest, CallStore } from './call-store.ts'
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

/** A page as calls, in the form in which they are imported. For tests. */
export async function listCalls(store: CallStore, request: CallPageRequest) {
  const { rows, ...total } = await store.list(request)
  return { calls: rows.map(toCall), ...total }
}
