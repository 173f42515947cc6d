import type { CSSProperties } from 'react'
import type { ListColumn } from './column.ts'
import type { Widths } from './layout.ts'

/** The column with the checkboxes comes before all others, and stays with those that are pinned. */
const CHECK_WIDTH = '36px'

const sum = (widths: string[]) => `calc(${widths.join(' + ')})`

const widthOf = ({ id, columnDef }: ListColumn, given: Widths) =>
  given[id] === undefined ? (columnDef.meta?.width ?? 'auto') : `${given[id]}px`

/**
 * The widths of the shown columns as CSS: no narrower than all together, as wide as its place if one of them grows, and
 * how far from the edge each pinned column stays. A width that nobody has given is a length of the style sheet, which
 * knows the room there is.
 */
export function styleTable(columns: ListColumn[], given: Widths): CSSProperties {
  const widths = [CHECK_WIDTH, ...columns.map((column) => widthOf(column, given))]
  const pins = columns.flatMap((column, at) =>
    column.getIsPinned() === 'start' ? [[`--pin-${at}`, sum(widths.slice(0, at + 1))]] : [],
  )
  return {
    minInlineSize: sum(widths),
    ...(findGrowing(columns, given) === undefined && { inlineSize: sum(widths) }),
    ...Object.fromEntries(pins),
  }
}

/** The column that takes what the others leave: the last one that may, and has no width of its own. */
const findGrowing = (columns: ListColumn[], given: Widths) =>
  columns.findLast(
    ({ id, columnDef }) => columnDef.meta?.isGrowing === true && given[id] === undefined,
  )

/** How wide each header is, and with it the column. */
export function styleHeaders(columns: ListColumn[], given: Widths): CSSProperties[] {
  const growing = findGrowing(columns, given)
  return columns.map((column) => ({
    inlineSize: column === growing ? 'auto' : widthOf(column, given),
  }))
}

/** How far from the edge the column at this place stays, if it is pinned. */
export const stylePin = (column: ListColumn, at: number): CSSProperties | undefined =>
  column.getIsPinned() === 'start' ? { insetInlineStart: `var(--pin-${at})` } : undefined
