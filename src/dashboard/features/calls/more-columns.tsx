import type { CallSummary, SortField } from '../../../contract/calls.ts'
import { formatDuration, NOTHING } from '../../shared/format.ts'
import styles from './calls-table.module.css'
import type { Column } from './column.ts'

const nothing = <span className={styles.dim}>{NOTHING}</span>

type TextOf = (call: CallSummary) => string | undefined

const text = (field: SortField, name: string, width: number, valueOf: TextOf): Column => ({
  field,
  name,
  sort: field,
  width: `${width}px`,
  isExtra: true,
  className: styles.extra,
  valueOf,
  cell: (call) => {
    const value = valueOf(call)
    return value === undefined ? nothing : <span title={value}>{value}</span>
  },
})

const phone = (field: SortField, name: string, valueOf: TextOf): Column => ({
  ...text(field, name, 140, valueOf),
  cell: (call, { formatPhone }) => {
    const number = valueOf(call)
    return number === undefined ? nothing : <span title={number}>{formatPhone(number)}</span>
  },
})

type NumberOf = (call: CallSummary) => number | undefined

const number = (field: SortField, name: string, valueOf: NumberOf): Column => ({
  field,
  name,
  sort: field,
  isDescendingFirst: true,
  width: 'var(--number)',
  isExtra: true,
  className: `${styles.extra} ${styles.number}`,
  valueOf,
  cell: (call) => valueOf(call) ?? nothing,
})

const duration = (field: SortField, name: string, valueOf: NumberOf): Column => ({
  ...number(field, name, valueOf),
  isDuration: true,
  cell: (call) => formatDuration(valueOf(call)),
})

/** The fields of a call that are shown on request. Its interactions are none: a list does not have them. */
export const MORE_COLUMNS: Column[] = [
  duration('DurationInSeconds', 'Duration', (call) => call.durationSeconds),
  duration('RingTimeInSeconds', 'Ring', (call) => call.ringSeconds),
  duration('TransferTimeInSeconds', 'Transfer', (call) => call.transferSeconds),
  duration('WorkTimeInSeconds', 'Work', (call) => call.workSeconds),
  number('HoldCount', 'Holds', (call) => call.holdCount),
  phone('CallerNumber', 'Number', (call) => call.callerNumber),
  text('TransferToName', 'Transferred to', 140, (call) => call.transferToName),
  phone('TransferToNumber', 'Transfer number', (call) => call.transferToNumber),
  text('ClientId', 'Client ID', 90, (call) => call.clientId),
  text('CenterId', 'Center', 90, (call) => call.centerId),
  text('Server', 'Line', 110, (call) => call.server),
  text('Flagged', 'Flag', 80, ({ flagged }) => (flagged === true ? 'Flagged' : undefined)),
  { ...text('FlagNotes', 'Flag note', 160, (call) => call.flagNotes), isGrowing: true },
  text('ScreenPop', 'Screen pop', 160, (call) => call.screenPop),
  {
    field: 'CompletedFormIds',
    name: 'Forms',
    width: '140px',
    isExtra: true,
    className: styles.extra,
    valueOf: ({ completedFormIds }) => completedFormIds.join(', ') || undefined,
    cell: ({ completedFormIds: ids }) =>
      ids.length === 0 ? nothing : <span title={ids.join(', ')}>{ids.join(', ')}</span>,
  },
  text('Id', 'Call ID', 190, (call) => call.id),
]
