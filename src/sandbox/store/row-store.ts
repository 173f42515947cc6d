import { toCall } from './call-rows.ts'
import type { CallRow } from './call-rows.ts'
import type { RowPage } from './call-queries.ts'
import type { CallStore } from './call-store.ts'

/** A store of calls whose answers are still rows, which take less time on the way from another thread. */
export type RowStore = {
  list(...args: Parameters<CallStore['list']>): Promise<RowPage>
  updateNotes(...args: Parameters<CallStore['updateNotes']>): Promise<CallRow | undefined>
  centers: CallStore['centers']
  close: CallStore['close']
}

export function asCallStore(rows: RowStore): CallStore {
  return {
    ...rows,
    async list(request) {
      const { rows: page, ...total } = await rows.list(request)
      return { calls: page.map(toCall), ...total }
    },
    async updateNotes(...args) {
      const row = await rows.updateNotes(...args)
      return row && toCall(row)
    },
  }
}
