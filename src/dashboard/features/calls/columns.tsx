import {
  createColumnHelper,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import { type CallSummary, isAbandoned } from '../../../contract/calls.ts'
import { type TimePart, splitTime } from '../../../contract/time-split.ts'
import { DIRECTION_NAMES, PART_NAMES } from '../../../contract/words.ts'
import { formatDuration, formatMoment, NOTHING } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { StackedBar } from '../../shared/stacked-bar.tsx'
import styles from './calls-table.module.css'

/** What all cells of one table share. */
export type TableSetting = {
  /** Zone to show times in; undefined shows HostedSuite's wall clock as it came. */
  zone: string | undefined
  /** Seconds that fill a time-split bar: rows share one scale, so that long calls look long. */
  splitScale: number
  /** Address of the list with a call opened, for opening it in a new tab. */
  linkTo: (callId: string) => string
}

type ColumnMeta = { className: string | undefined }

export const features = tableFeatures({
  rowSortingFeature,
  columnMeta: metaHelper<ColumnMeta>(),
  tableMeta: metaHelper<TableSetting>(),
})
export type CallTableFeatures = typeof features

const HOLD_TO_LOOK_AT_SECONDS = 60

const column = createColumnHelper<CallTableFeatures, CallSummary>()

const describeParts = (parts: TimePart[]) =>
  parts.map(({ kind, seconds }) => `${PART_NAMES[kind]} ${formatDuration(seconds)}`).join(', ') ||
  'No time recorded'

const dim = (text: string) => <span className={styles.dim}>{text}</span>

/** One entry a column, in the order shown. Module scope: a new array would rebuild the table's models. */
export const columns = column.columns([
  column.accessor((call) => call.startTime?.wallClock, {
    id: 'StartTime',
    header: 'Start',
    sortDescFirst: true,
    meta: { className: styles.start },
    cell: ({ row, table }) => {
      const { startTime, id } = row.original
      const setting = table.options.meta
      const { date, time } =
        startTime === undefined
          ? { date: 'Unknown time', time: '' }
          : formatMoment(startTime, { zone: setting?.zone })
      return (
        <a href={setting?.linkTo(id)} tabIndex={-1} title={startTime?.raw}>
          <span className={styles.dim}>{date}</span> {time}
        </a>
      )
    },
  }),
  column.accessor('direction', {
    id: 'Type',
    header: () => (
      <span>
        Dir<span className={styles.rest}>ection</span>
      </span>
    ),
    meta: { className: styles.direction },
    cell: ({ row }) => {
      const { direction, type } = row.original
      if (direction === undefined) return dim(type ?? NOTHING)
      return (
        <span className={styles.way}>
          <Icon name={direction} />
          <span>{DIRECTION_NAMES[direction]}</span>
        </span>
      )
    },
  }),
  column.accessor('callerName', {
    id: 'CallerName',
    header: 'Caller',
    meta: { className: styles.caller },
    cell: ({ row }) => {
      const { callerName, callerNumber } = row.original
      if (callerName === undefined && callerNumber === undefined) return dim('Unknown caller')
      return <strong title={callerNumber}>{callerName ?? callerNumber}</strong>
    },
  }),
  column.accessor('clientName', {
    id: 'ClientName',
    header: 'Client',
    meta: { className: styles.client },
    cell: ({ row }) => {
      const { clientName, clientId } = row.original
      return <span title={clientId}>{clientName ?? clientId ?? dim(NOTHING)}</span>
    },
  }),
  column.accessor('answeredBy', {
    id: 'AnsweredBy',
    header: 'Agent',
    meta: { className: styles.agent },
    cell: ({ row, getValue }) => {
      if (isAbandoned(row.original)) return <span className={styles.warm}>Abandoned</span>
      return getValue() ?? dim(NOTHING)
    },
  }),
  column.accessor('talkSeconds', {
    id: 'TalkTimeInSeconds',
    header: 'Talk',
    sortDescFirst: true,
    meta: { className: styles.number },
    cell: ({ getValue }) => formatDuration(getValue()),
  }),
  column.accessor('holdSeconds', {
    id: 'HoldTimeInSeconds',
    header: 'Hold',
    sortDescFirst: true,
    meta: { className: styles.number },
    cell: ({ getValue }) => {
      const hold = formatDuration(getValue())
      return (getValue() ?? 0) > HOLD_TO_LOOK_AT_SECONDS ? (
        <strong className={styles.warm}>{hold}</strong>
      ) : (
        hold
      )
    },
  }),
  column.accessor('durationSeconds', {
    id: 'DurationInSeconds',
    header: 'Time split',
    sortDescFirst: true,
    meta: { className: styles.split },
    cell: ({ row, table }) => {
      const parts = splitTime(row.original)
      const { splitScale = 1 } = table.options.meta ?? {}
      return (
        <StackedBar
          label={describeParts(parts)}
          scale={splitScale}
          segments={parts.map(({ kind, seconds }) => ({ tone: kind, size: seconds }))}
        />
      )
    },
  }),
  column.accessor('notes', {
    id: 'Notes',
    header: 'Notes',
    meta: { className: styles.notes },
    cell: ({ getValue }) => getValue(),
  }),
])

/**
 * The scale of the time-split bars: the longest call of the page, but no more than four times the middle
 * one, so that a call left open overnight does not shrink all others to a dot.
 */
export function chooseSplitScale(calls: CallSummary[]): number {
  const totals = calls
    .map((call) => splitTime(call).reduce((sum, { seconds }) => sum + seconds, 0))
    .toSorted((one, other) => one - other)
  const middle = totals[Math.floor(totals.length / 2)] ?? 0
  const longest = totals.at(-1) ?? 0
  return Math.max(60, Math.min(longest, middle * 4))
}
