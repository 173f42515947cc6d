import { DIRECTION_NAMES } from '../../../contract/words.ts'
import { formatDuration } from '../../shared/format.ts'
import { NOTE_LABELS } from './note-filter.ts'
import { formatRangeEnd } from './range-end.ts'
import type { View } from './view.ts'

export const RANGE_LABELS = {
  today: 'Today',
  yesterday: 'Yesterday',
  last7d: 'Last 7 days',
  last30d: 'Last 30 days',
  thisweek: 'This week',
  lastweek: 'Last week',
  thismonth: 'This month',
  lastmonth: 'Last month',
} as const

/** A key of the view that narrows the list; the compiler asks for its place in CLEAR_ALL. */
type FilterKey = Exclude<
  keyof View,
  'tz' | 'asof' | 'sort' | 'page' | 'size' | 'call' | 'columns' | 'density' | 'saved'
>
type Cleared = { [Key in FilterKey]?: null }

export type ActiveFilter = {
  /** What it says: `Client ID 7`. */
  label: string
  /** What takes it away. The page goes with it, because page 7 of another list means nothing. */
  clear: Cleared & { page: null }
  /** A call ID is looked up alone, so it lets every other filter rest. */
  isResting: boolean
}

/** `2:30`, and `0.5` for what a clock cannot say. Both can be typed again. */
export const formatTalkTime = (seconds: number): string =>
  Number.isInteger(seconds) && seconds > 0 ? formatDuration(seconds) : String(seconds)

/** The filters that narrow a view now, in the order in which their controls stand. */
export function findActiveFilters(view: View): ActiveFilter[] {
  const isFixed = view.from !== null || view.to !== null
  const filters: ({ label: string; clear: Cleared } | false)[] = [
    !isFixed && view.range !== null && { label: RANGE_LABELS[view.range], clear: { range: null } },
    view.from !== null && { label: `From ${formatRangeEnd(view.from)}`, clear: { from: null } },
    view.to !== null && { label: `To ${formatRangeEnd(view.to)}`, clear: { to: null } },
    view.direction !== null && {
      label: DIRECTION_NAMES[view.direction],
      clear: { direction: null },
    },
    view.client !== null && { label: `Client ID ${view.client}`, clear: { client: null } },
    view.center !== null && { label: `Center ID ${view.center}`, clear: { center: null } },
    view.id !== null && { label: `Call ID ${view.id}`, clear: { id: null } },
    view.minTalk !== null && {
      label: `Talk time from ${formatTalkTime(view.minTalk)}`,
      clear: { minTalk: null },
    },
    view.maxTalk !== null && {
      label: `Talk time to ${formatTalkTime(view.maxTalk)}`,
      clear: { maxTalk: null },
    },
    view.note !== null && { label: NOTE_LABELS[view.note], clear: { note: null } },
  ]
  return filters
    .filter((filter) => filter !== false)
    .map(({ label, clear }) => ({
      label,
      clear: { ...clear, page: null },
      isResting: view.id !== null && !('id' in clear),
    }))
}

export const CLEAR_ALL = {
  range: null,
  from: null,
  to: null,
  direction: null,
  client: null,
  center: null,
  id: null,
  minTalk: null,
  maxTalk: null,
  note: null,
  page: null,
} satisfies Record<FilterKey | 'page', null>
