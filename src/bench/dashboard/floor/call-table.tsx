import { type CallSummary, isAbandoned } from '../../../contract/calls.ts'
import { splitTime } from '../../../contract/time-split.ts'
import { DIRECTION_NAMES, PART_NAMES } from '../../../contract/words.ts'
import styles from '../../../dashboard/features/calls/calls-table.module.css'
import { formatDuration, formatMoment } from '../../../dashboard/shared/format.ts'
import { Icon } from '../../../dashboard/shared/icon.tsx'
import { StackedBar } from '../../../dashboard/shared/stacked-bar.tsx'

const HEADS = [
  ['StartTime', 'Start', styles.start],
  ['Type', 'Direction', styles.direction],
  ['CallerName', 'Caller', styles.caller],
  ['ClientName', 'Client', styles.client],
  ['AnsweredBy', 'Agent', styles.agent],
  ['TalkTimeInSeconds', 'Talk', styles.number],
  ['HoldTimeInSeconds', 'Hold', styles.number],
  ['DurationInSeconds', 'Time split', styles.split],
  ['Notes', 'Notes', styles.notes],
] as const

type CallTableProps = {
  calls: CallSummary[]
  onSort: (field: string) => void
  onOpen: (id: string) => void
}

export function CallTable({ calls, onSort, onOpen }: CallTableProps) {
  return (
    <table className={styles.table} aria-label="Calls">
      <thead>
        <tr>
          <th className={styles.check} />
          {HEADS.map(([field, name, className]) => (
            <th key={field} className={className}>
              <button type="button" onClick={() => onSort(field)}>
                {name}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} onOpen={() => onOpen(call.id)} />
        ))}
      </tbody>
    </table>
  )
}

function CallRow({ call, onOpen }: { call: CallSummary; onOpen: () => void }) {
  const { date, time } =
    call.startTime === undefined ? { date: '', time: '' } : formatMoment(call.startTime)
  const parts = splitTime(call)
  return (
    <tr onClick={onOpen}>
      <td className={styles.check}>
        <input type="checkbox" aria-label={`Select call ${date} ${time}`} />
      </td>
      <td className={styles.start}>
        <a href={`/calls?call=${call.id}`} onClick={(event) => event.preventDefault()}>
          <span className={styles.dim}>{date}</span> {time}
        </a>
      </td>
      <td className={styles.direction}>
        {call.direction !== undefined && (
          <span className={styles.way}>
            <Icon name={call.direction} />
            <span className={styles.wayName}>{DIRECTION_NAMES[call.direction]}</span>
          </span>
        )}
      </td>
      <td className={styles.caller}>
        <strong title={call.callerNumber}>{call.callerName ?? call.callerNumber}</strong>
      </td>
      <td className={styles.client}>
        <span title={call.clientId}>{call.clientName ?? call.clientId}</span>
      </td>
      <td className={styles.agent}>
        {isAbandoned(call) ? <span className={styles.warm}>Abandoned</span> : call.answeredBy}
      </td>
      <td className={styles.number}>{formatDuration(call.talkSeconds)}</td>
      <td className={styles.number}>{formatDuration(call.holdSeconds)}</td>
      <td className={styles.split}>
        <StackedBar
          label={parts
            .map(({ kind, seconds }) => `${PART_NAMES[kind]} ${formatDuration(seconds)}`)
            .join(', ')}
          scale={600}
          segments={parts.map(({ kind, seconds }) => ({ tone: kind, size: seconds }))}
        />
      </td>
      <td className={styles.notes}>{call.notes}</td>
    </tr>
  )
}
