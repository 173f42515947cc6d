import type { ColumnSizingState } from '@tanstack/react-table'
import type { CSSProperties } from 'react'
import type { ListColumn } from './column.ts'

/** The column with the checkboxes comes before all others, and stays with those that are pinned. */
const CHECK_WIDTH = '36px'

const sum = (widths: string[]) => `calc(${widths.join(' + ')})`

const widthOf = ({ id, columnDef }: ListColumn, sizing: ColumnSizingState) =>
  sizing[id] === undefined ? (columnDef.meta?.width ?? 'auto') : `${sizing[id]}px`

/**
 * The widths of the shown columns as CSS: no narrower than all together, as wide as its place if one of them grows, and
 * how far from the edge each pinned column stays. A width that nobody has given is a length of the style sheet, which
 * knows the room there is; that is why the table's own sums are of no use here.
 */
export function styleTable(columns: ListColumn[], sizing: ColumnSizingState): CSSProperties {
  const widths = [CHECK_WIDTH, ...columns.map((column) => widthOf(column, sizing))]
  const pins = columns.flatMap((column, at) =>
    column.getIsPinned() === 'start' ? [[`--pin-${at}`, sum(widths.slice(0, at + 1))]] : [],
  )
  return {
    minInlineSize: sum(widths),
    ...(findGrowing(columns, sizing) === undefined && { inlineSize: sum(widths) }),
    ...Object.fromEntries(pins),
  }
}

/** The column that takes what the others leave: the last one that may, and has no width of its own. */
const findGrowing = (columns: ListColumn[], sizing: ColumnSizingState) =>
  columns.findLast(
    ({ id, columnDef }) => columnDef.meta?.isGrowing === true && sizing[id] === undefined,
  )

/** How wide each header is, and with it the column. */
export function styleHeaders(columns: ListColumn[], sizing: ColumnSizingState): CSSProperties[] {
  const growing = findGrowing(columns, sizing)
  return columns.map((column) => ({
    inlineSize: column === growing ? 'auto' : widthOf(column, sizing),
  }))
}

/** How far from the edge the column at this place stays, if it is pinned. */
export const stylePin = (column: ListColumn, at: number): CSSProperties =>
  column.getIsPinned() === 'start' ? { insetInlineStart: `var(--pin-${at})` } : {}
