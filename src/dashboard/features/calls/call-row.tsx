import type { Row } from '@tanstack/react-table'
import { type CSSProperties, memo } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import { formatMoment } from '../../shared/format.ts'
import styles from './calls-table.module.css'
import type { CallTableFeatures, Column, TableSetting } from './column.ts'

/** The row of a call, if the list holds it. */
export const findRow = (callId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`tr[data-call="${CSS.escape(callId)}"]`)

/** A column as all rows draw it. */
export type CellPlace = { column: Column; pin: CSSProperties | undefined }

type CallRowProps = {
  row: Row<CallTableFeatures, CallSummary>
  /** These three are what the cells are made of: the table makes its rows anew more often than these change. */
  call: CallSummary
  places: CellPlace[]
  setting: TableSetting
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
    const { row, call, places, setting, rowIndex, isOpen, isLeaving, isChosen, isEntry } = props
    const name = describe(call, setting.zone)
    return (
      <tr
        data-call={call.id}
        data-leaving={isLeaving}
        data-chosen={isChosen}
        tabIndex={isEntry ? 0 : -1}
        aria-rowindex={rowIndex}
        aria-current={isOpen ? 'true' : undefined}
      >
        <td className={styles.check} data-pinned={markPin(places[0]?.pin)}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select call ${name}`}
            checked={isChosen}
            // The table may have made this row anew since it was drawn.
            onChange={(event) => row.table.getRow(row.id).getToggleSelectedHandler()(event)}
          />
        </td>
        {places.map(({ column, pin }, at) => {
          const content = column.cell(call, setting)
          return (
            <td
              key={column.field}
              className={column.className}
              style={pin}
              data-pinned={markPin(pin)}
              data-name={column.isExtra && column.name}
            >
              {at === 0 ? (
                // What stands first is the way to a tab of its own, and may be empty.
                <a
                  href={setting.linkTo(call.id)}
                  tabIndex={-1}
                  aria-label={column.valueOf(call) === '' ? name : undefined}
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
    before.places === after.places &&
    before.setting === after.setting &&
    before.rowIndex === after.rowIndex &&
    before.isOpen === after.isOpen &&
    before.isLeaving === after.isLeaving &&
    before.isChosen === after.isChosen &&
    before.isEntry === after.isEntry,
)

const markPin = (pin: CSSProperties | undefined) => pin !== undefined || undefined

/** `6 Aug 08:45:00 Ada Field`. */
function describe({ startTime, callerName, callerNumber }: CallSummary, zone: string | undefined) {
  const { date, time } =
    startTime === undefined
      ? { date: 'at an unknown time', time: '' }
      : formatMoment(startTime, { zone })
  return [date, time, callerName ?? callerNumber ?? 'Unknown caller'].filter(Boolean).join(' ')
}
