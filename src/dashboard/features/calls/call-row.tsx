import type { Row } from '@tanstack/react-table'
import { memo } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import { formatMoment } from '../../shared/format.ts'
import styles from './calls-table.module.css'
import { stylePin } from './column-styles.ts'
import type { CallTableFeatures, ListColumn, TableSetting } from './column.ts'

/** The row of a call, if the list holds it. */
export const findRow = (callId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`tr[data-call="${CSS.escape(callId)}"]`)

type CallRowProps = {
  row: Row<CallTableFeatures, CallSummary>
  /** These three are what the cells are made of: the table makes its rows anew more often than these change. */
  call: CallSummary
  columns: ListColumn[]
  setting: TableSetting | undefined
  rowIndex: number
  isOpen: boolean
  isLeaving: boolean
  isChosen: boolean
  /** The row that Tab reaches; the arrow keys reach the others. */
  isEntry: boolean
}

/** A row. What is done to it, the table does, but for its checkbox. */
export const CallRow = memo(
  function CallRow(props: CallRowProps) {
    const { row, call, setting, rowIndex, isOpen, isLeaving, isChosen, isEntry } = props
    const name = describe(call, setting?.zone)
    const cells = row.getVisibleCells()
    return (
      <tr
        data-call={call.id}
        data-leaving={isLeaving}
        data-chosen={isChosen}
        tabIndex={isEntry ? 0 : -1}
        aria-rowindex={rowIndex}
        aria-current={isOpen ? 'true' : undefined}
      >
        <td className={styles.check} data-pinned={cells[0]?.column.getIsPinned() === 'start'}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select call ${name}`}
            checked={isChosen}
            // The table may have made this row anew since it was drawn.
            onChange={(event) => row.table.getRow(row.id).getToggleSelectedHandler()(event)}
          />
        </td>
        {cells.map((cell, at) => {
          const { meta, cell: render } = cell.column.columnDef
          const content = typeof render === 'function' ? render(cell.getContext()) : null
          return (
            <td
              key={cell.id}
              className={meta?.className}
              style={stylePin(cell.column, at)}
              data-pinned={cell.column.getIsPinned() === 'start'}
              data-name={meta?.isExtra && meta.name}
            >
              {at === 0 ? (
                // What stands first is the way to a tab of its own, and may be empty.
                <a
                  href={setting?.linkTo(call.id)}
                  tabIndex={-1}
                  aria-label={cell.getValue() === '' ? name : undefined}
                >
                  {content}
                </a>
              ) : (
                content
              )}
              {at === 0 && isLeaving && (
                <span className={styles.leaving}>
                  no longer matches: has {call.notes.trim() === '' ? 'no note' : 'a note'}
                </span>
              )}
            </td>
          )
        })}
      </tr>
    )
  },
  (before, after) =>
    before.call === after.call &&
    before.columns === after.columns &&
    before.setting === after.setting &&
    before.rowIndex === after.rowIndex &&
    before.isOpen === after.isOpen &&
    before.isLeaving === after.isLeaving &&
    before.isChosen === after.isChosen &&
    before.isEntry === after.isEntry,
)

/** `6 Aug 08:45:00 Ada Field`. */
function describe({ startTime, callerName, callerNumber }: CallSummary, zone: string | undefined) {
  const { date, time } =
    startTime === undefined
      ? { date: 'at an unknown time', time: '' }
      : formatMoment(startTime, { zone })
  return [date, time, callerName ?? callerNumber ?? 'Unknown caller'].filter(Boolean).join(' ')
}
