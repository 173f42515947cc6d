import type {
  ColumnOrderState,
  ColumnPinningState,
  ColumnVisibilityState,
} from '@tanstack/react-table'
import { STANDARD_COLUMNS } from './standard-columns.tsx'

/** Widths that were given to columns, in CSS pixels; the style sheet knows those of the others. */
export type Widths = Record<string, number | undefined>

/** Which columns are shown, and how. But for the widths it is TanStack Table's; only the start of a table is pinned here. */
export type Layout = {
  columnVisibility: ColumnVisibilityState
  columnOrder: ColumnOrderState
  columnPinning: ColumnPinningState
  widths: Widths
}

/** The fields that have a column on request, in the order that they are offered in. */
export const MORE_FIELDS = [
  'DurationInSeconds',
  'RingTimeInSeconds',
  'TransferTimeInSeconds',
  'WorkTimeInSeconds',
  'HoldCount',
  'CallerNumber',
  'TransferToName',
  'TransferToNumber',
  'ClientId',
  'CenterId',
  'Server',
  'Flagged',
  'FlagNotes',
  'ScreenPop',
  'CompletedFormIds',
  'Id',
]

const STANDARD_FIELDS = STANDARD_COLUMNS.map(({ field }) => field)
const FIELDS = [...STANDARD_FIELDS, ...MORE_FIELDS]

const findField = (text: string) =>
  FIELDS.find((field) => field.toLowerCase() === text.toLowerCase())

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]
export const DENSITY_NAMES = { comfortable: 'Comfortable', compact: 'Compact' } as const

export const parseDensity = (text: string): Density | null =>
  DENSITIES.find((known) => known === text) ?? null

export const NARROWEST = 40
export const WIDEST = 800

export const clampWidth = (width: number) =>
  Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))

/** The columns that are shown, in their order. */
export const shownFields = ({ columnOrder, columnVisibility }: Layout): string[] =>
  columnOrder.filter((field) => columnVisibility[field] !== false)

const pinnedFirst = (fields: string[], pinned: string[]) => [
  ...fields.filter((field) => pinned.includes(field)),
  ...fields.filter((field) => !pinned.includes(field)),
]

type Place = { field: string; width: number | undefined; isPinned: boolean }

/** The columns of these places, pinned ones first, and the hidden ones where they belong by nature. */
function makeLayout(places: Place[]): Layout {
  const start = places.filter(({ isPinned }) => isPinned).map(({ field }) => field)
  const fields = places.map(({ field }) => field)
  const hidden = FIELDS.filter((field) => !fields.includes(field))
  return {
    columnVisibility: Object.fromEntries(hidden.map((field) => [field, false])),
    columnOrder: hidden.reduce(
      (order, field) => {
        const before = FIELDS.slice(0, FIELDS.indexOf(field))
        return order.toSpliced(order.findLastIndex((one) => before.includes(one)) + 1, 0, field)
      },
      pinnedFirst(fields, start),
    ),
    columnPinning: { start, end: [] },
    widths: Object.fromEntries(
      places.flatMap(({ field, width }) => (width === undefined ? [] : [[field, width]])),
    ),
  }
}

export const STANDARD_LAYOUT = makeLayout(
  STANDARD_FIELDS.map((field) => ({ field, width: undefined, isPinned: false })),
)

/** `StartTime.pin,CallerName.180,Notes`: pinned columns first, and nothing of those that are hidden. */
export function formatLayout(layout: Layout): string {
  const { start } = layout.columnPinning
  return pinnedFirst(shownFields(layout), start)
    .map((field) => {
      const width = layout.widths[field]
      const marks = [width && clampWidth(width), start.includes(field) && 'pin'].filter(Boolean)
      return [field, ...marks].join('.')
    })
    .join(',')
}

const PARTS = /^(\w+)((?:\.\w+)*)$/

function parsePlace(text: string): Place | undefined {
  const [, name = '', marks = ''] = PARTS.exec(text.trim()) ?? []
  const field = findField(name)
  if (field === undefined) return undefined
  const width = /\.(\d{1,6})(?!\w)/.exec(marks)?.[1]
  return {
    field,
    width: width === undefined ? undefined : clampWidth(Number(width)),
    isPinned: /\.pin(?!\w)/.test(marks),
  }
}

/** Reads what can be read: null where that is nothing. Of a column that is named twice the first place counts. */
export function parseLayout(text: string): Layout | null {
  const places = text.split(',').flatMap((part) => parsePlace(part) ?? [])
  const firsts = places.filter(
    ({ field }, at) => places.findIndex((place) => place.field === field) === at,
  )
  return firsts.length === 0 ? null : makeLayout(firsts)
}

/** The parts of a list of columns that name none. */
export const findUnknownColumns = (text: string): string[] =>
  text.split(',').filter((part) => parsePlace(part) === undefined)

/** Moves a column to where another one is; what lies between makes room. */
export function moveField(order: ColumnOrderState, field: string, goal: string): ColumnOrderState {
  const [from, to] = [order.indexOf(field), order.indexOf(goal)]
  return from === -1 || to === -1 ? order : order.toSpliced(from, 1).toSpliced(to, 0, field)
}
