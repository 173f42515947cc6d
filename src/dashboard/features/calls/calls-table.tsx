import { type Row, type SortingState, useTable } from '@tanstack/react-table'
import { type KeyboardEvent, memo, type MouseEvent, useEffect, useMemo } from 'react'
import {
  type CallPage,
  type CallSort,
  type CallSummary,
  SortFieldSchema,
} from '../../../contract/calls.ts'
import { Icon } from '../../shared/icon.tsx'
import styles from './calls-table.module.css'
import { type CallTableFeatures, chooseSplitScale, columns, features } from './columns.tsx'

type CallsTableProps = {
  /** Undefined while the first page loads: skeleton rows hold its place. */
  calls: CallSummary[] | undefined
  /** The page that the calls are of; a filter of this page may have left some out. */
  page: CallPage | undefined
  /** Calls that stay although the filter would leave them out by now. */
  leaving: CallSummary[]
  expectedRows: number
  sort: CallSort
  zone: string | undefined
  openCallId: string | null
  /** The rows are those of another view, shown until the asked ones arrive. */
  isStale: boolean
  linkTo: (callId: string) => string
  onSort: (sort: CallSort) => void
  onOpen: (callId: string) => void
}

const NO_CALLS: CallSummary[] = []
const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

/** The calls as a real table: HostedSuite pages and sorts it, this draws it. */
export function CallsTable(props: CallsTableProps) {
  const { calls, page, leaving, sort, zone, openCallId, linkTo, onSort, onOpen } = props
  const splitScale = useMemo(() => chooseSplitScale(calls ?? NO_CALLS), [calls])
  const meta = useMemo(() => ({ zone, splitScale, linkTo }), [zone, splitScale, linkTo])
  const isLoaded = calls !== undefined

  const table = useTable({
    features,
    columns,
    data: calls ?? NO_CALLS,
    meta,
    getRowId: (call) => call.id,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting: [{ id: sort.field, desc: sort.descending }] },
    onSortingChange: (updater) => {
      const sorting: SortingState = [{ id: sort.field, desc: sort.descending }]
      const [next] = typeof updater === 'function' ? updater(sorting) : updater
      const field = SortFieldSchema.safeParse(next?.id)
      if (next !== undefined && field.success) onSort({ field: field.data, descending: next.desc })
    },
  })

  useEffect(() => {
    if (openCallId !== null) findRow(openCallId)?.scrollIntoView({ block: 'nearest' })
  }, [openCallId, isLoaded])

  const rows = table.getRowModel().rows
  const firstRow = page === undefined ? 1 : (page.page - 1) * page.size + 1

  return (
    <table
      className={styles.table}
      aria-label="Calls"
      aria-rowcount={page?.total === undefined ? -1 : page.total + 1}
      aria-busy={props.isStale || calls === undefined}
      data-stale={props.isStale}
      data-years={calls?.some(isOfAnotherYear) ?? false}
    >
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} aria-rowindex={1}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted()
              return (
                <th
                  key={header.id}
                  scope="col"
                  className={header.column.columnDef.meta?.className}
                  aria-sort={sorted === false ? undefined : ARIA_SORT[sorted]}
                >
                  <button type="button" onClick={header.column.getToggleSortingHandler()}>
                    <table.FlexRender header={header} />
                    {sorted !== false && <Icon name={sorted === 'asc' ? 'up' : 'down'} />}
                  </button>
                </th>
              )
            })}
          </tr>
        ))}
      </thead>
      <tbody>
        {calls === undefined && <SkeletonRows count={props.expectedRows} />}
        {rows.map((row, index) => (
          <CallRow
            key={row.id}
            row={row}
            call={row.original}
            meta={meta}
            rowIndex={firstRow + (page?.calls.indexOf(row.original) ?? 0) + 1}
            isLeaving={leaving.includes(row.original)}
            isOpen={row.id === openCallId}
            isEntry={index === 0}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  )
}

/** The row of a call, if the list holds it. */
export const findRow = (callId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`tr[data-call="${CSS.escape(callId)}"]`)

/** Such dates are written with their year and need the room for it. */
const isOfAnotherYear = ({ startTime }: CallSummary) =>
  startTime?.wallClock?.startsWith(String(new Date().getFullYear())) === false

type CallRowProps = {
  row: Row<CallTableFeatures, CallSummary>
  /** These two are what the cells are made of: a row is drawn again only when one of them changes. */
  call: CallSummary
  meta: object
  rowIndex: number
  isOpen: boolean
  isLeaving: boolean
  /** The row that Tab reaches; the arrow keys reach the others. */
  isEntry: boolean
  onOpen: (callId: string) => void
}

const CallRow = memo(
  function CallRow({ row, call, rowIndex, isOpen, isLeaving, isEntry, onOpen }: CallRowProps) {
    const open = () => onOpen(row.id)
    return (
      <tr
        data-call={row.id}
        data-leaving={isLeaving}
        tabIndex={isEntry || isOpen ? 0 : -1}
        aria-rowindex={rowIndex}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (isForNewTab(event) || isSelectingText()) return
          event.preventDefault()
          open()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) open()
          else moveBetweenRows(event)
        }}
      >
        {row.getAllCells().map((cell, at) => {
          const { meta: columnMeta, cell: render } = cell.column.columnDef
          return (
            <td key={cell.id} className={columnMeta?.className}>
              {typeof render === 'function' ? render(cell.getContext()) : null}
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
    before.meta === after.meta &&
    before.rowIndex === after.rowIndex &&
    before.isOpen === after.isOpen &&
    before.isLeaving === after.isLeaving &&
    before.isEntry === after.isEntry &&
    before.onOpen === after.onOpen,
)

const isForNewTab = (event: MouseEvent) => event.ctrlKey || event.metaKey || event.shiftKey

/** Dragging over a name to copy it must not open the call. */
const isSelectingText = () => window.getSelection()?.type === 'Range'

function moveBetweenRows(event: KeyboardEvent<HTMLTableRowElement>) {
  const row = event.currentTarget
  const rows = row.closest('tbody')?.rows
  if (rows === undefined) return
  const at = row.sectionRowIndex
  const last = rows.length - 1
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key]
  if (goal === undefined) return
  event.preventDefault()
  rows[Math.max(0, Math.min(last, goal))]?.focus()
}

/** Rows of the real height, so that nothing moves when the calls arrive. */
function SkeletonRows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index} className={styles.skeleton} aria-hidden="true">
      {columns.map(({ id, meta }) => (
        <td key={id} className={meta?.className}>
          <span />
        </td>
      ))}
    </tr>
  ))
}
