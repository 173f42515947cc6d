import type { WallSeconds } from '../wall-clock.ts'
import type { CallRow } from './call-rows.ts'
import type { Call, SortField } from './call.ts'

/** Every bound is inclusive; an absent one does not filter. Ids match exactly, case included. */
export type CallFilter = {
  from?: WallSeconds
  to?: WallSeconds
  clientId?: string
  centerId?: string
  id?: string
  minTalkSeconds?: number
  maxTalkSeconds?: number
  type?: string
  /** The centers whose calls may be seen; absent means all, also calls without a center. */
  visibleCenters?: string[]
}

export type CallPageRequest = {
  filter: CallFilter
  /** Equal values are ordered by Id, in the same direction, so that paging meets every call once. */
  sortBy: SortField
  descending: boolean
  offset: number
  limit: number
  /** Counting costs a second query; without it `total` is absent. */
  withTotal: boolean
}

/** Rows, because they take less time on the way from another thread than objects; see call-rows. */
export type CallPage = { rows: CallRow[]; total?: number }

export type CallStore = {
  list(request: CallPageRequest): Promise<CallPage>
  /** Durable once resolved. Undefined when no such call is visible; nothing has changed then. */
  updateNotes(id: string, notes: string, visibleCenters?: string[]): Promise<CallRow | undefined>
  /** Durable once resolved, all or none. Answers the first Id that was taken; nothing has changed then. */
  addCalls(calls: Call[]): Promise<string | undefined>
  /** The distinct CenterIds, in order. */
  centers(): Promise<string[]>
  close(): Promise<void>
}
