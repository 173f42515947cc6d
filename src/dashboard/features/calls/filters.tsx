import { useRef, useState } from 'react'
import { RangeEndSchema, RollingRangeSchema, TalkSecondsSchema } from '../../../contract/calls.ts'
import { DIRECTION_NAMES } from '../../../contract/words.ts'
import { Button } from '../../shared/button.tsx'
import { parseDuration } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import {
  CLEAR_ALL,
  findActiveFilters,
  formatRangeEnd,
  formatTalkTime,
  RANGE_LABELS,
} from './active-filters.ts'
import { FilterField, type Reading } from './filter-field.tsx'
import styles from './filters.module.css'
import { NOTE_FILTERS, NOTE_LABELS } from './note-filter.ts'
import type { View, ViewChange } from './view.ts'

type FiltersProps = {
  view: View
  onChange: (change: ViewChange, options?: { history: 'push' | 'replace' }) => void
}

const RANGE_ENDS = [
  { key: 'from', label: 'From' },
  { key: 'to', label: 'To' },
] as const

const IDS = [
  { key: 'client', label: 'Client ID', width: 56 },
  { key: 'center', label: 'Center ID', width: 56 },
  { key: 'id', label: 'Call ID', width: 64 },
] as const

const TALK_TIMES = [
  { key: 'minTalk', label: 'Minimum talk time', shortLabel: 'Talk ≥' },
  { key: 'maxTalk', label: 'Maximum talk time', shortLabel: 'Talk ≤' },
] as const

const asText = (text: string): string => text

function readText(text: string): Reading<string> {
  const typed = text.trim()
  if (typed.length > 128) return { problem: 'No id is that long.' }
  return { value: typed === '' ? null : typed }
}

/** Seconds are read over: a range has minutes. */
const RANGE_END = /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/

function readRangeEnd(text: string): Reading<string> {
  const typed = text.trim()
  if (typed === '') return { value: null }
  const [, day, hour, minute] = RANGE_END.exec(typed) ?? []
  const time = hour === undefined ? '' : `T${hour.padStart(2, '0')}:${minute}`
  const end = RangeEndSchema.safeParse(`${day}${time}`)
  return end.success
    ? { value: end.data }
    : { problem: 'Write a date as 2026-11-30, or with a time as 2026-11-30 14:05.' }
}

function readTalkTime(text: string): Reading<number> {
  if (text.trim() === '') return { value: null }
  const talk = TalkSecondsSchema.safeParse(parseDuration(text))
  return talk.success
    ? { value: talk.data }
    : { problem: 'Write up to a month as 150, 2:30 or 2m30s.' }
}

/** Every control that narrows the list. Each shows what the address says and writes to the address. */
export function Filters({ view, onChange }: FiltersProps) {
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const chips = useRef<HTMLDivElement>(null)
  const active = findActiveFilters(view)
  const isFixed = view.from !== null || view.to !== null

  /** A filter starts its list from the first page; typing on belongs to the step already made. */
  const change = (part: ViewChange, isNewStep = true) =>
    onChange({ ...part, page: null }, { history: isNewStep ? 'push' : 'replace' })

  return (
    <search className={styles.filters} aria-label="Filters" data-open={isSheetOpen}>
      <span className={styles.opener}>
        <Button aria-expanded={isSheetOpen} onClick={() => setIsSheetOpen(!isSheetOpen)}>
          <Icon name="filters" />
          {isSheetOpen ? 'Hide filters' : 'Show filters'}
          {active.length > 0 && ` (${active.length})`}
        </Button>
      </span>
      <div className={styles.controls}>
        <label className={styles.pill}>
          <span aria-hidden="true">Range</span>
          <select
            aria-label="Date range"
            value={isFixed ? 'fixed' : (view.range ?? '')}
            onChange={({ target }) => {
              const range = RollingRangeSchema.safeParse(target.value).data ?? null
              change({ range, from: null, to: null })
            }}
          >
            <option value="">All dates</option>
            {RollingRangeSchema.options.map((range) => (
              <option key={range} value={range}>
                {RANGE_LABELS[range]}
              </option>
            ))}
            {isFixed && <option value="fixed">Fixed dates</option>}
          </select>
        </label>
        {RANGE_ENDS.map(({ key, label }) => (
          <FilterField
            key={key}
            label={label}
            value={view[key]}
            format={formatRangeEnd}
            read={readRangeEnd}
            placeholder="YYYY-MM-DD"
            width={92}
            onChange={(end, isNewStep) => change({ [key]: end, range: null }, isNewStep)}
          />
        ))}
        <label className={styles.pill}>
          <span aria-hidden="true">Direction</span>
          <select
            aria-label="Direction"
            value={view.direction ?? ''}
            onChange={({ target }) =>
              change({
                direction:
                  target.value === 'incoming' || target.value === 'outgoing' ? target.value : null,
              })
            }
          >
            <option value="">All</option>
            {Object.entries(DIRECTION_NAMES).map(([direction, label]) => (
              <option key={direction} value={direction}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {IDS.map(({ key, label, width }) => (
          <FilterField
            key={key}
            label={label}
            value={view[key]}
            format={asText}
            read={readText}
            width={width}
            onChange={(id, isNewStep) => change({ [key]: id }, isNewStep)}
          />
        ))}
        {TALK_TIMES.map(({ key, label, shortLabel }) => (
          <FilterField
            key={key}
            label={label}
            shortLabel={shortLabel}
            value={view[key]}
            format={formatTalkTime}
            read={readTalkTime}
            placeholder="m:ss"
            width={38}
            onChange={(seconds, isNewStep) => change({ [key]: seconds }, isNewStep)}
          />
        ))}
        <label className={styles.pill}>
          <span aria-hidden="true">Notes</span>
          <select
            aria-label="Notes"
            value={view.note ?? ''}
            onChange={({ target }) =>
              change({ note: NOTE_FILTERS.find((known) => known === target.value) ?? null })
            }
          >
            <option value="">All</option>
            {NOTE_FILTERS.map((filter) => (
              <option key={filter} value={filter}>
                {NOTE_LABELS[filter]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {/* Its place is kept while it is empty: nothing moves under the pointer when a filter comes. */}
      <div className={styles.active} ref={chips} tabIndex={-1}>
        <ul aria-label="Active filters">
          {active.map(({ label, clear, isResting }) => (
            <li key={label}>
              <button
                type="button"
                className={styles.chip}
                data-resting={isResting}
                aria-label={`Remove filter: ${label}`}
                onClick={() => {
                  // The button goes away with its filter; the keyboard stays with the others.
                  chips.current?.focus()
                  change(clear)
                }}
              >
                {label}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        {active.length === 0 ? (
          <p>No filters</p>
        ) : (
          <Button
            look="plain"
            onClick={() => {
              chips.current?.focus()
              change(CLEAR_ALL)
            }}
          >
            Clear filters
          </Button>
        )}
      </div>
    </search>
  )
}
