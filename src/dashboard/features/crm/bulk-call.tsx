import { type ClipboardEvent, useId, useState } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import type { LeavableField } from '../../../contract/crm.ts'
import { formatMoment } from '../../shared/format.ts'
import { type BulkRow, isFixed, isLogged } from './bulk-rows.ts'
import styles from './bulk.module.css'
import { CrmFailure, fieldsAtFault } from './crm-failure.tsx'
import { CrmPreview } from './crm-preview.tsx'
import { problemOfId, splitColumn } from './interaction-id.ts'
import { LoggedAs } from './logged-as.tsx'

type BulkCallProps = {
  row: BulkRow
  onType: (interactionId: string) => void
  /** A column of IDs for this call and those below. */
  onPasteColumn: (interactionIds: string[]) => void
  onLeaveOut: (fields: LeavableField[]) => void
}

/** One of many calls that are to be logged: under which interaction, what leaves, and how it went. */
export function BulkCall({ row, onType, onPasteColumn, onLeaveOut }: BulkCallProps) {
  const { call, entry, outcome, leaveOut } = row
  const id = useId()
  const [isPreviewed, setIsPreviewed] = useState<boolean>()
  const typed = entry.interactionId ?? ''
  const problem = isFixed(row) || typed === '' ? undefined : problemOfId(typed)
  const isAtFault = outcome?.step === 'failed' && fieldsAtFault(outcome.error).length > 0
  const { who, when } = nameOf(call)

  function paste(event: ClipboardEvent) {
    const column = splitColumn(event.clipboardData.getData('text'))
    if (column === undefined || isFixed(row)) return
    event.preventDefault()
    onPasteColumn(column)
  }

  return (
    <li className={styles.call}>
      <p className={styles.who}>
        <b>
          <bdi>{who}</bdi>
        </b>{' '}
        {when}
      </p>
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={`Interaction ID of ${who}, ${when}`}
        aria-describedby={`${id}-state`}
        aria-invalid={problem !== undefined}
        placeholder="Interaction ID"
        readOnly={isFixed(row)}
        value={typed}
        onChange={({ target }) => onType(target.value)}
        onPaste={paste}
      />
      <div id={`${id}-state`} className={styles.state}>
        {problem !== undefined && <p className={styles.problem}>{problem}</p>}
        {isLogged(row) && <LoggedAs entry={entry} />}
        {outcome?.step === 'queued' && <p>Waiting</p>}
        {outcome?.step === 'logging' && <p>Logging…</p>}
        {outcome?.step === 'failed' && <CrmFailure error={outcome.error} />}
        {outcome === undefined && entry.isOpen && (
          <p>It is not certain that the CRM has it. Logged again there will be one record.</p>
        )}
      </div>
      {!isLogged(row) && (
        <div className={styles.details}>
          <CrmPreview
            callId={call.id}
            // What stands in the way is shown without being asked for.
            isOpen={isPreviewed ?? isAtFault}
            onToggle={setIsPreviewed}
            leaveOut={leaveOut}
            onLeaveOut={onLeaveOut}
          />
        </div>
      )}
    </li>
  )
}

function nameOf({ id, callerName, callerNumber, startTime }: CallSummary) {
  const { date, time } = startTime === undefined ? { date: '', time: '' } : formatMoment(startTime)
  return {
    who: callerName ?? callerNumber ?? `Call ${id}`,
    when: [date, time].filter((part) => part !== '').join(', '),
  }
}
