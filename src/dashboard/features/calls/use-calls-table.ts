import { functionalUpdate, type Updater, useTable } from '@tanstack/react-table'
import { useEffect, useMemo } from 'react'
import type { CallSort } from '../../../contract/calls.ts'
import { loadPhoneNumbers, useFormatPhone } from '../../shared/phone-number.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import { features, type ListTable, toColumnDef } from './column.ts'
import { type Layout, MORE_FIELDS, shownFields } from './layout.ts'
import { chooseSplitScale } from './split-scale.ts'
import { STANDARD_COLUMNS } from './standard-columns.tsx'
import type { CallList } from './use-call-list.ts'
import type { CallLayout } from './use-layout.ts'
import type { CallSelection } from './use-selection.ts'
import type { View } from './view.ts'

type CallsTableOptions = {
  view: View
  list: CallList
  layout: CallLayout
  selection: CallSelection
  linkTo: (callId: string) => string
  onSort: (sort: CallSort) => void
}

/**
 * The table of a list. HostedSuite pages and sorts it; how its columns stand is kept for the viewer, and what is chosen in
 * it outlives its pages.
 */
export function useCallsTable(options: CallsTableOptions): ListTable {
  const { view, list, layout, selection, linkTo, onSort } = options
  const { shown } = list
  const { columns: current, changeColumns } = layout
  const { widths: _widths, ...standing } = current
  const fields = shownFields(current)
  const columns = useColumns(fields.some((field) => MORE_FIELDS.includes(field)))

  const zone = view.tz ?? undefined
  const splitScale = useMemo(() => chooseSplitScale(shown), [shown])
  const formatPhone = useFormatPhone()
  // What did not come is asked for again with every page.
  useEffect(() => void loadPhoneNumbers(), [shown])
  const meta = useMemo(
    () => ({ zone, splitScale, formatPhone, linkTo }),
    [zone, splitScale, formatPhone, linkTo],
  )

  const sortOf = (field: string | undefined) => columns.find(({ id }) => id === field)?.meta?.sort
  // Two columns may sort by the same: each turns the order, and the first one shows it.
  const sorting = fields
    .filter((field) => sortOf(field) === view.sort.field)
    .map((id) => ({ id, desc: view.sort.descending }))

  const change =
    <Slice extends keyof typeof standing>(slice: Slice) =>
    (updater: Updater<Layout[Slice]>) =>
      changeColumns({ ...current, [slice]: functionalUpdate(updater, current[slice]) })

  return useTable({
    features,
    columns,
    data: shown,
    meta,
    getRowId: (call) => call.id,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { ...standing, sorting, rowSelection: selection.ids },
    onSortingChange: (updater) => {
      const [next] = functionalUpdate(updater, sorting)
      const field = sortOf(next?.id)
      if (next !== undefined && field !== undefined) onSort({ field, descending: next.desc })
    },
    onRowSelectionChange: selection.change,
    onColumnVisibilityChange: change('columnVisibility'),
    onColumnOrderChange: change('columnOrder'),
    onColumnPinningChange: change('columnPinning'),
  })
}

export const loadMoreColumns = () => import('./more-columns.tsx')

/** The columns that there are: all, once those on request have come. */
function useColumns(isMoreNeeded: boolean) {
  const more = useOnDemand('more columns', loadMoreColumns, isMoreNeeded)
  return useMemo(
    () => [...STANDARD_COLUMNS, ...(more.part?.MORE_COLUMNS ?? [])].map(toColumnDef),
    [more.part],
  )
}
