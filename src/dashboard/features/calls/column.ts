import {
  type Column as TableColumn,
  type ColumnDef,
  columnOrderingFeature,
  columnPinningFeature,
  columnVisibilityFeature,
  metaHelper,
  type ReactTable,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { CallSummary, SortField } from '../../../contract/calls.ts'
import type { FormatPhone } from '../../shared/phone-number.tsx'

/** What all cells of one table share. */
export type TableSetting = {
  /** Zone to show times in; undefined shows HostedSuite's wall clock as it came. */
  zone: string | undefined
  /** Seconds that fill a time-split bar: rows share one scale, so that long calls look long. */
  splitScale: number
  formatPhone: FormatPhone
  /** Address of the list with a call opened, for opening it in a new tab. */
  linkTo: (callId: string) => string
}

/** What a column is, for the table and for those who take its values elsewhere. */
export type Column = {
  /** Its name in addresses: a field of HostedSuite's CallRecordInfo, or the picture of several. */
  field: string
  /** What its header says. */
  name: string
  /** The header where it is more than its name. */
  header?: ReactNode
  /** Undefined where HostedSuite cannot sort by it. */
  sort?: SortField
  /** What is worth a look comes first. */
  isDescendingFirst?: true
  className?: string | undefined
  /** A CSS length, of which at least so much is kept; a column that grows takes what the others leave. */
  width: string
  isGrowing?: true
  /** Whether `valueOf` gives seconds, which are shown as a duration. */
  isDuration?: true
  /** Whether it shows the start of the call, in the zone of the list. */
  isTime?: true
  /** Whether it is not among those shown at first. Where rows are items of some lines, it has a line of its own. */
  isExtra?: true
  /** The value as HostedSuite sent it, for those who take it elsewhere. */
  valueOf: (call: CallSummary) => string | number | undefined
  cell: (call: CallSummary, setting: TableSetting) => ReactNode
}

export const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: metaHelper<Column>(),
  tableMeta: metaHelper<TableSetting>(),
})
export type CallTableFeatures = typeof features
export type ListTable = ReactTable<CallTableFeatures, CallSummary>
export type ListColumn = TableColumn<CallTableFeatures, CallSummary>

export const nameOf = ({ id, columnDef }: ListColumn) => columnDef.meta?.name ?? id

/** A column as TanStack Table takes it. Who shows it draws it: hundreds of cells come with each page. */
export const toColumnDef = (column: Column): ColumnDef<CallTableFeatures, CallSummary> => ({
  id: column.field,
  accessorFn: column.valueOf,
  enableSorting: column.sort !== undefined,
  sortDescFirst: column.isDescendingFirst === true,
  meta: column,
})
