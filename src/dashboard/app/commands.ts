import { CallIdSchema, DirectionSchema, RollingRangeSchema } from '../../contract/calls.ts'
import { DIRECTION_NAMES } from '../../contract/words.ts'
import { CLEAR_ALL, findActiveFilters, RANGE_LABELS } from '../features/calls/active-filters.ts'
import { ALL_COLUMNS } from '../features/calls/all-columns.ts'
import { FILTER_FIELDS, focusFilter } from '../features/calls/focus-filter.ts'
import { DENSITIES, DENSITY_NAMES, shownFields } from '../features/calls/layout.ts'
import { NOTE_FILTERS, NOTE_LABELS } from '../features/calls/note-filter.ts'
import { toChange } from '../features/calls/saved-query.ts'
import type { CallLayout } from '../features/calls/use-layout.ts'
import type { UpdateView, View, ViewChange } from '../features/calls/view.ts'
import { toggleVolume, volumeSwitch } from '../features/calls/volume-switch.ts'
import type { Command } from '../features/palette/command.ts'
import type { ListedView } from '../features/views/use-saved-views.ts'

type Page = {
  view: View
  updateView: UpdateView
  layout: CallLayout
  views: ListedView[]
  onRefresh: () => void
  onHelp: () => void
}

const command = (group: string, label: string, run: () => void, keywords?: string): Command => ({
  id: `${group} ${label}`,
  group,
  label,
  ...(keywords !== undefined && { keywords }),
  run,
})

/** Whether a call lies over the list, whose fields cannot be reached then. */
const isCovered = () => document.querySelector('dialog:modal[data-single-keys]') !== null

/** All that can be done to the page by name. */
export function listCommands(page: Page): Command[] {
  const { view, updateView, layout, views, onRefresh, onHelp } = page
  const filter = (label: string, change: ViewChange) =>
    command('Filters', label, () => updateView({ ...change, page: null }))
  const range = (label: string, change: ViewChange) =>
    filter(`Date range: ${label}`, { range: null, from: null, to: null, ...change })
  const active = findActiveFilters(view)

  return [
    ...views.map(({ id, name, query, isOwn }) => ({
      ...command('Views', name, () => updateView(toChange(query, id)), isOwn ? 'own' : 'team'),
      id,
    })),
    ...active.map(({ label, clear }) => filter(`Remove filter: ${label}`, clear)),
    ...(active.length === 0 ? [] : [filter('Clear filters', CLEAR_ALL)]),
    ...RollingRangeSchema.options.map((name) => range(RANGE_LABELS[name], { range: name })),
    range('All dates', {}),
    ...DirectionSchema.options.map((direction) =>
      filter(`Direction: ${DIRECTION_NAMES[direction]}`, { direction }),
    ),
    filter('Direction: All', { direction: null }),
    ...NOTE_FILTERS.map((note) => filter(`Notes: ${NOTE_LABELS[note]}`, { note })),
    filter('Notes: All', { note: null }),
    ...listColumnCommands(layout),
    ...(isCovered() ? [] : FILTER_FIELDS).map((name) =>
      command('Go to', name, () => focusFilter(name), 'filter field'),
    ),
    command('Page', 'Refresh', onRefresh, 'reload'),
    command('Page', `${volumeSwitch.read() ? 'Hide' : 'Show'} volume`, toggleVolume, 'bars chart'),
    command('Page', 'Keyboard shortcuts', onHelp, 'keys help'),
  ]
}

function listColumnCommands(layout: CallLayout): Command[] {
  const { columns, density, isStandard, changeColumns, changeDensity, reset } = layout
  const shown = shownFields(columns)
  const show = (field: string, isShown: boolean) =>
    changeColumns({
      ...columns,
      columnVisibility: { ...columns.columnVisibility, [field]: isShown },
    })
  return [
    ...ALL_COLUMNS.map(({ field, name }) => {
      const isShown = shown.includes(field)
      const label = `${isShown ? 'Hide' : 'Show'} column: ${name}`
      return command('Columns', label, () => show(field, !isShown), field)
    }),
    ...DENSITIES.filter((other) => other !== density).map((other) =>
      command('Columns', `Density: ${DENSITY_NAMES[other]}`, () => changeDensity(other), 'rows'),
    ),
    ...(isStandard ? [] : [command('Columns', 'Reset columns and density', reset)]),
  ]
}

/** An id that was typed opens its call. A word of letters alone is rather meant to find something. */
export function understandId(typed: string, open: (callId: string) => void): Command[] {
  const { data: id } = CallIdSchema.safeParse(typed)
  if (id === undefined || !/\d/.test(id)) return []
  return [command('Calls', `Open call ${id}`, () => open(id))]
}
