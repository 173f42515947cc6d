import { isAbandoned } from '../../../contract/calls.ts'
import { type TimePart, splitTime } from '../../../contract/time-split.ts'
import { DIRECTION_NAMES, PART_NAMES } from '../../../contract/words.ts'
import { formatDuration, formatMoment, NOTHING } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { StackedBar } from '../../shared/stacked-bar.tsx'
import styles from './calls-table.module.css'
import type { Column } from './column.ts'

const HOLD_TO_LOOK_AT_SECONDS = 60

const TWICE = 'that clock showed this time twice, an hour apart'

const describeParts = (parts: TimePart[]) =>
  parts.map(({ kind, seconds }) => `${PART_NAMES[kind]} ${formatDuration(seconds)}`).join(', ') ||
  'No time recorded'

const dim = (text: string) => <span className={styles.dim}>{text}</span>

/** The columns that are shown at first, in their order. */
export const STANDARD_COLUMNS: Column[] = [
  {
    field: 'StartTime',
    name: 'Start',
    sort: 'StartTime',
    isDescendingFirst: true,
    className: styles.start,
    width: 'var(--start)',
    isTime: true,
    valueOf: ({ startTime }) => startTime?.raw,
    cell: ({ startTime }, { zone }) => {
      if (startTime === undefined) return dim('Unknown time')
      if (startTime.wallClock === undefined) {
        const unreadable = `Unreadable: ${startTime.raw}`
        return (
          <span className={styles.warm} title={unreadable}>
            {unreadable}
          </span>
        )
      }
      const { date, time } = formatMoment(startTime, { zone })
      return (
        <span title={time.endsWith('?') ? `${startTime.raw}: ${TWICE}` : startTime.raw}>
          {dim(date)} {time}
        </span>
      )
    },
  },
  {
    field: 'Type',
    name: 'Direction',
    header: (
      <span>
        Dir<span className={styles.rest}>ection</span>
      </span>
    ),
    sort: 'Type',
    className: styles.direction,
    width: 'var(--direction)',
    valueOf: ({ direction, type }) => (direction === undefined ? type : DIRECTION_NAMES[direction]),
    cell: ({ direction, type }) => {
      if (direction === undefined) return dim(type ?? NOTHING)
      return (
        <span className={styles.way}>
          <Icon name={direction} />
          <span className={styles.wayName}>{DIRECTION_NAMES[direction]}</span>
        </span>
      )
    },
  },
  {
    field: 'CallerName',
    name: 'Caller',
    sort: 'CallerName',
    className: styles.caller,
    width: 'var(--who)',
    isGrowing: true,
    valueOf: ({ callerName, callerNumber }) => callerName ?? callerNumber,
    cell: ({ callerName, callerNumber }, { formatPhone }) => {
      if (callerNumber === undefined && callerName === undefined) return dim('Unknown caller')
      return <strong title={callerNumber}>{callerName ?? formatPhone(callerNumber ?? '')}</strong>
    },
  },
  {
    field: 'ClientName',
    name: 'Client',
    sort: 'ClientName',
    className: styles.client,
    width: 'var(--who)',
    isGrowing: true,
    valueOf: ({ clientName, clientId }) => clientName ?? clientId,
    cell: ({ clientName, clientId }) => (
      <span title={clientId}>{clientName ?? clientId ?? dim(NOTHING)}</span>
    ),
  },
  {
    field: 'AnsweredBy',
    name: 'Agent',
    sort: 'AnsweredBy',
    className: styles.agent,
    width: 'var(--agent)',
    valueOf: (call) => (isAbandoned(call) ? 'Abandoned' : call.answeredBy),
    cell: (call) =>
      isAbandoned(call) ? (
        <span className={styles.warm}>Abandoned</span>
      ) : (
        (call.answeredBy ?? dim(NOTHING))
      ),
  },
  {
    field: 'TalkTimeInSeconds',
    name: 'Talk',
    sort: 'TalkTimeInSeconds',
    isDescendingFirst: true,
    className: `${styles.number} ${styles.talk}`,
    width: 'var(--number)',
    isDuration: true,
    valueOf: ({ talkSeconds }) => talkSeconds,
    cell: ({ talkSeconds }) => formatDuration(talkSeconds),
  },
  {
    field: 'HoldTimeInSeconds',
    name: 'Hold',
    sort: 'HoldTimeInSeconds',
    isDescendingFirst: true,
    className: `${styles.number} ${styles.hold}`,
    width: 'var(--number)',
    isDuration: true,
    valueOf: ({ holdSeconds }) => holdSeconds,
    cell: ({ holdSeconds = 0 }) => {
      const hold = formatDuration(holdSeconds)
      return holdSeconds > HOLD_TO_LOOK_AT_SECONDS ? (
        <strong className={styles.warm}>{hold}</strong>
      ) : (
        hold
      )
    },
  },
  {
    field: 'TimeSplit',
    name: 'Time split',
    sort: 'DurationInSeconds',
    isDescendingFirst: true,
    className: styles.split,
    width: 'var(--split)',
    valueOf: (call) => describeParts(splitTime(call)),
    cell: (call, { splitScale }) => {
      const parts = splitTime(call)
      return (
        <StackedBar
          label={describeParts(parts)}
          scale={splitScale}
          segments={parts.map(({ kind, seconds }) => ({ tone: kind, size: seconds }))}
        />
      )
    },
  },
  {
    field: 'Notes',
    name: 'Notes',
    sort: 'Notes',
    className: styles.notes,
    width: '160px',
    isGrowing: true,
    valueOf: ({ notes }) => notes,
    cell: ({ notes }) => notes,
  },
]
