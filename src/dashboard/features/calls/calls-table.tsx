import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useState } from 'react'
import type { CallPage, CallSummary } from '../../../contract/calls.ts'
import { markOf } from '../../shared/format.ts'
import { useLate } from '../../shared/use-late.ts'
import { CallRow, type CellPlace, findRow } from './call-row.tsx'
import { CallsHead } from './calls-head.tsx'
import styles from './calls-table.module.css'
import { stylePin, styleTable } from './column-styles.ts'
import type { ListColumn, ListTable } from './column.ts'
import type { Widths } from './layout.ts'
import { findRowToGoTo } from './row-keys.ts'
import type { CallLayout } from './use-layout.ts'
import type { Moves } from './use-moves.ts'
import { useSlots } from './use-slots.ts'

type CallsTableProps = {
  table: ListTable
  layout: CallLayout
  moves: Moves
  /** The page that the rows are of; a filter of this page may have left some out. Undefined while the first one loads. */
  page: CallPage | undefined
  /** Calls that stay although the filter would leave them out by now. */
  leaving: CallSummary[]
  expectedRows: number
  openCallId: string | null
  /** The rows are those of another view, shown until the asked ones arrive. */
  isStale: boolean
  onOpen: (callId: string) => void
}

/** Rows of before that stay for longer fade: a flicker at every press would tire. */
const FADE_AFTER_MS = 300

/** The calls as a real table: HostedSuite pages and sorts it, this draws it. */
export function CallsTable(props: CallsTableProps) {
  const { table, layout, page, leaving, openCallId, onOpen } = props
  const { rows } = table.getRowModel()
  const isLoaded = page !== undefined
  const setting = table.options.meta
  const columns = table.getVisibleLeafColumns()
  const places = useMemo(() => columns.flatMap(placeOf), [columns])
  const slots = useSlots(table.options.data)
  const [preview, setPreview] = useState<Widths>()
  const widths = { ...layout.columns.widths, ...preview }
  const [lastFocused, setLastFocused] = useState<string>()
  const zone = setting?.zone
  const hasYears = useMemo(() => rows.some(({ original }) => isOfAnotherYear(original)), [rows])
  const hasMarks = useMemo(
    () => rows.some(({ original }) => isMarked(original, zone)),
    [rows, zone],
  )
  const isFaded = useLate(props.isStale, FADE_AFTER_MS)

  useEffect(() => {
    if (openCallId !== null) findRow(openCallId)?.scrollIntoView({ block: 'nearest' })
  }, [openCallId, isLoaded])

  useEffect(() => {
    // The focus stays in its row, in which another call may stand by now.
    const callId = document.activeElement?.closest('tr')?.dataset.call
    // oxlint-disable-next-line react/set-state-in-effect -- the focus is the browser’s, not React’s.
    if (callId !== undefined) setLastFocused(callId)
  }, [rows])

  const isHere = (callId: string | null | undefined) => rows.some(({ id }) => id === callId)
  const entryId = [lastFocused, openCallId].find(isHere) ?? rows[0]?.id
  const firstRow = page === undefined ? 1 : (page.page - 1) * page.size + 1

  /** Chooses a call or gives it up; as a range, chooses all from the last such call to this one. */
  const choose = (callId: string, isRange: boolean) => {
    const row = table.getRow(callId)
    const target = { checked: isRange || !row.getIsSelected() }
    row.getToggleSelectedHandler()({ target, shiftKey: isRange })
  }

  const press = (event: MouseEvent) => {
    const row = rowOf(event)
    const callId = row?.dataset.call
    // A checkbox does its own work.
    if (row === undefined || callId === undefined || isOn(event, 'input')) return
    const isOneMore = event.ctrlKey || event.metaKey
    if (isOneMore && isOn(event, 'a')) return
    if (isOneMore || event.shiftKey || isOn(event, 'td:first-child')) {
      event.preventDefault()
      row.focus({ preventScroll: true })
      choose(callId, event.shiftKey)
    } else if (!isSelectingText()) {
      event.preventDefault()
      onOpen(callId)
    }
  }

  const type = (event: KeyboardEvent) => {
    const row = rowOf(event)
    const callId = row?.dataset.call
    if (row === undefined || callId === undefined || event.ctrlKey || event.altKey || event.metaKey)
      return
    const goal = findRowToGoTo(event.key, row)
    if (goal !== undefined) goal.focus()
    else if (event.target !== row) return
    else if (event.key === 'Enter') onOpen(callId)
    else if (event.key === ' ') choose(callId, event.shiftKey)
    else return
    event.preventDefault()
  }

  return (
    <table
      className={styles.table}
      style={layout.isStandard && preview === undefined ? undefined : styleTable(columns, widths)}
      aria-label="Calls"
      aria-rowcount={page?.total === undefined ? -1 : page.total + 1}
      aria-busy={props.isStale || !isLoaded}
      data-faded={isFaded}
      data-density={layout.density}
      data-standard={layout.isStandard}
      data-years={hasYears}
      data-marks={hasMarks}
    >
      <thead>
        <CallsHead
          table={table}
          moves={props.moves}
          given={widths}
          onSize={layout.resize}
          isLoaded={isLoaded}
          onPreview={setPreview}
        />
      </thead>
      {/* The rows are what is pressed; their body listens for all of them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <tbody
        className={isLoaded ? undefined : styles.waiting}
        onClick={press}
        onKeyDown={type}
        // Shift would select the text between two presses.
        onMouseDown={(event) => {
          if (event.shiftKey) event.preventDefault()
        }}
        onFocus={(event) => setLastFocused(rowOf(event)?.dataset.call)}
      >
        {!isLoaded && <SkeletonRows count={props.expectedRows} places={places} />}
        {setting !== undefined &&
          rows.map((row) => (
            <CallRow
              key={slots.get(row.id)}
              row={row}
              call={row.original}
              places={places}
              setting={setting}
              rowIndex={firstRow + (page?.calls.indexOf(row.original) ?? 0) + 1}
              isLeaving={leaving.includes(row.original)}
              isOpen={row.id === openCallId}
              isChosen={row.getIsSelected()}
              isEntry={row.id === entryId}
            />
          ))}
      </tbody>
    </table>
  )
}

function placeOf(column: ListColumn, at: number): CellPlace[] {
  const { meta } = column.columnDef
  return meta === undefined ? [] : [{ column: meta, pin: stylePin(column, at) }]
}

const isOn = ({ target }: { target: EventTarget }, selector: string) =>
  target instanceof Element && target.closest(selector) !== null

const rowOf = ({ target }: { target: EventTarget }) =>
  target instanceof Element ? (target.closest('tr') ?? undefined) : undefined

/** Such dates are written with their year and need the room for it. */
const isOfAnotherYear = ({ startTime }: CallSummary) =>
  startTime?.wallClock?.startsWith(String(new Date().getFullYear())) === false

/** Such times are written with what tells them from the same time an hour later. */
const isMarked = ({ startTime }: CallSummary, zone: string | undefined) =>
  startTime !== undefined && markOf(startTime, zone) !== ''

/** Dragging over a name to copy it must not open the call. */
const isSelectingText = () => window.getSelection()?.type === 'Range'

/** Rows of the real height, so that nothing moves when the calls arrive; their cells are only painted. */
function SkeletonRows({ count, places }: { count: number; places: CellPlace[] }) {
  const extraLines = places.filter(({ column }) => column.isExtra).length
  return Array.from({ length: count }, (_, index) => (
    <tr key={index} className={styles.skeleton} aria-hidden="true">
      <td colSpan={places.length + 1} style={Object.fromEntries([['--extra-lines', extraLines]])}>
        <span />
      </td>
    </tr>
  ))
}
