import type { CallSummary } from '../../../contract/calls.ts'
import type { LeavableField } from '../../../contract/crm.ts'
import type { Job, Outcome } from './bulk-run.ts'
import type { CrmEntry } from './crm-memory.ts'
import { problemOfId } from './interaction-id.ts'

/** One call of many, with all that is known of it and the CRM. */
export type BulkRow = {
  call: CallSummary
  entry: CrmEntry
  /** Of this run; undefined where the call was not sent in it, or was logged. */
  outcome: Outcome | undefined
  leaveOut: LeavableField[]
}

export const isLogged = ({ outcome, entry }: BulkRow): boolean =>
  outcome === undefined && entry.callNumber !== undefined && !entry.isOpen

/** What was sent must not change any more, nor what is about to be. */
export const isFixed = (row: BulkRow): boolean =>
  isLogged(row) || row.outcome?.step === 'queued' || row.outcome?.step === 'logging'

export const hasFailed = ({ outcome }: BulkRow): boolean => outcome?.step === 'failed'

const hasId = ({ entry }: BulkRow) => problemOfId(entry.interactionId ?? '') === undefined

/** Can be sent, and was not. */
export const isReady = (row: BulkRow): boolean =>
  row.outcome === undefined && !isLogged(row) && hasId(row)

export type Counts = { total: number; logged: number; failed: number; missing: number }

export const countRows = (rows: BulkRow[]): Counts => ({
  total: rows.length,
  logged: rows.filter(isLogged).length,
  failed: rows.filter(hasFailed).length,
  missing: rows.filter((row) => !isLogged(row) && !hasId(row)).length,
})

/** What is sent of those that have an Interaction ID. */
export const toJobs = (rows: BulkRow[]): Job[] =>
  rows.filter(hasId).map(({ call, entry, leaveOut }) => ({
    callId: call.id,
    interactionId: (entry.interactionId ?? '').trim(),
    leaveOut,
  }))

/** Which call gets which ID of a pasted column: one after the other, past those that are fixed. An empty cell changes nothing. */
export function spreadColumn(rows: BulkRow[], column: string[]): [callId: string, id: string][] {
  return rows
    .filter((row) => !isFixed(row))
    .slice(0, column.length)
    .map(({ call }, at): [string, string] => [call.id, column[at] ?? ''])
    .filter(([, id]) => id !== '')
}
