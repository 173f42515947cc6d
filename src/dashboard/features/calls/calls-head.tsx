import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { Icon } from '../../shared/icon.tsx'
import styles from './calls-table.module.css'
import { styleHeaders, stylePin } from './column-styles.ts'
import { type ListTable, nameOf } from './column.ts'
import type { Widths } from './layout.ts'
import { useListTools } from './use-list-tools.ts'
import type { Moves } from './use-moves.ts'

type CallsHeadProps = {
  table: ListTable
  moves: Moves
  /** The widths, with the one that a column is just being given. */
  given: Widths
  isLoaded: boolean
  /** A width while it is being given; undefined once it is. */
  onPreview: (preview: Widths | undefined) => void
  /** Undefined gives the column its first width back. */
  onSize: (field: string, width: number | undefined) => void
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

/** The headers: they sort, and are moved and given widths in place, by what loads once there are rows. */
export function CallsHead(props: CallsHeadProps) {
  const { table, moves, given, isLoaded, onPreview, onSize } = props
  const tools = useListTools(isLoaded)
  const moved = useRef<HTMLElement>(null)
  const columns = table.getVisibleLeafColumns()
  const order = columns.map(({ id }) => id).join()
  const isWhole = table.getIsAllPageRowsSelected()
  const isInPart = table.getIsSomePageRowsSelected() && !isWhole

  useLayoutEffect(() => {
    // The browser takes the focus from what is put elsewhere.
    if (document.activeElement === document.body) moved.current?.focus()
    moved.current = null
  }, [order])

  const moveByKey = (event: KeyboardEvent<HTMLElement>, field: string, at: number) => {
    const step = STEPS[event.key]
    if (step === undefined || !event.altKey || !event.shiftKey) return
    event.preventDefault()
    moved.current = event.target instanceof HTMLElement ? event.target : null
    moves.move(field, at + step)
  }

  const widths = styleHeaders(columns, given)
  return (
    <tr aria-rowindex={1}>
      <th scope="col" className={styles.check} data-pinned={columns[0]?.getIsPinned() === 'start'}>
        <input
          ref={(box) => {
            if (box !== null) box.indeterminate = isInPart
          }}
          type="checkbox"
          aria-label="Select all calls on this page"
          checked={isWhole}
          disabled={!isLoaded}
          onChange={table.getToggleAllPageRowsSelectedHandler()}
        />
      </th>
      {columns.map((column, at) => {
        const sorted = column.getSortIndex() === 0 && column.getIsSorted()
        return (
          <th
            key={column.id}
            scope="col"
            className={column.columnDef.meta?.className}
            style={{ ...widths[at], ...stylePin(column, at) }}
            data-pinned={column.getIsPinned() === 'start'}
            aria-sort={sorted === false ? undefined : ARIA_SORT[sorted]}
            onKeyDown={(event) => moveByKey(event, column.id, at)}
            onPointerDown={(event) =>
              tools?.dragHeader(event, (goal) => moves.move(column.id, goal))
            }
          >
            <button
              type="button"
              aria-keyshortcuts="Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
              aria-disabled={!column.getCanSort() || undefined}
              onClick={column.getToggleSortingHandler()}
            >
              {column.columnDef.meta?.header ?? nameOf(column)}
              {column.getCanSort() && (
                <Icon name={(sorted || column.getFirstSortDir()) === 'asc' ? 'up' : 'down'} />
              )}
            </button>
            {tools !== undefined && (
              <tools.WidthHandle
                name={nameOf(column)}
                width={given[column.id]}
                onPreview={(width) => onPreview({ [column.id]: width })}
                onSize={(width) => {
                  onPreview(undefined)
                  onSize(column.id, width)
                }}
              />
            )}
          </th>
        )
      })}
    </tr>
  )
}
