import { findActiveFilters } from './active-filters.ts'
import { nameColumn } from './all-columns.ts'
import { formatLayout, type Layout, shownFields } from './layout.ts'
import type { LaidOutView } from './use-layout.ts'
import type { View } from './view.ts'

const describeSort = ({ sort }: View) =>
  `sorted by ${nameColumn(sort.field)}, ${sort.descending ? 'descending' : 'ascending'}`

const labelsOf = (view: View) => findActiveFilters(view).map(({ label }) => label)

const columnsOf = ({ columns }: { columns: Layout }) =>
  shownFields(columns).map((field) => `column ${nameColumn(field)}`)

const compare = (had: string[], has: string[]) => [
  ...has.filter((label) => !had.includes(label)).map((label) => `+ ${label}`),
  ...had.filter((label) => !has.includes(label)).map((label) => `− ${label}`),
]

function compareColumns(before: LaidOutView, now: LaidOutView): string[] {
  const changes = compare(columnsOf(before), columnsOf(now))
  const isSame = formatLayout(before.columns) === formatLayout(now.columns)
  return changes.length > 0 || isSame ? changes : ['columns placed or sized otherwise']
}

/** What one view has that another has not, in words: `+ Incoming`, `− Client ID 7`, `sorted by Talk, ascending`. */
export function describeDifference(before: LaidOutView, now: LaidOutView): string[] {
  return [
    ...compare(labelsOf(before), labelsOf(now)),
    ...(describeSort(before) === describeSort(now) ? [] : [describeSort(now)]),
    ...(before.size === now.size ? [] : [`${now.size} rows a page`]),
    ...(before.tz === now.tz ? [] : [now.tz === null ? 'times as recorded' : `times in ${now.tz}`]),
    ...compareColumns(before, now),
    ...(before.density === now.density ? [] : [`${now.density} rows`]),
  ]
}
