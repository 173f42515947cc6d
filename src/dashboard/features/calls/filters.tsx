import { useState } from 'react'
import { RangeEndSchema, RollingRangeSchema, TalkSecondsSchema } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatDuration, parseDuration } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import {
  CLEAR_ALL,
  DIRECTION_LABELS,
  findActiveFilters,
  formatRangeEnd,
  RANGE_LABELS,
} from './active-filters.ts'
import { FilterField, type Reading } from './filter-field.tsx'
import styles from './filters.module.css'
import type { View, ViewChange } from './view.ts'

type FiltersProps = {
  view: View
  onChange: (change: ViewChange, options?: { history: 'push' | 'replace' }) => void
}

const asText = (text: string): string => text

function readText(text: string): Reading<string> {
  const typed = text.trim()
  if (typed.length > 128) return { problem: 'No id is that long.' }
  return { value: typed === '' ? null : typed }
}

function readRangeEnd(text: string): Reading<string> {
  const typed = text.trim().replace(/\s+/, 'T')
  if (typed === '') return { value: null }
  const end = RangeEndSchema.safeParse(typed)
  return end.success
    ? { value: end.data }
    : { problem: 'Write a date as 2026-11-30, or with a time as 2026-11-30 14:05.' }
}

function readTalkTime(text: string): Reading<number> {
  if (text.trim() === '') return { value: null }
  const talk = TalkSecondsSchema.safeParse(parseDuration(text))
  return talk.success
    ? { value: talk.data }
    : { problem: 'Write seconds or minutes: 150, 2:30 or 2m30s.' }
}

const formatTalkTime = (seconds: number) => (seconds === 0 ? '0' : formatDuration(seconds))

/** Every control that narrows the list. Each shows what the address says and writes to the address. */
export function Filters({ view, onChange }: FiltersProps) {
  const [isSheetOpen, setIsSheetOpen] = useState(false)
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
        <FilterField
          label="From"
          value={view.from}
          format={formatRangeEnd}
          read={readRangeEnd}
          placeholder="YYYY-MM-DD"
          width={92}
          onChange={(from, isNewStep) => change({ from, range: null }, isNewStep)}
        />
        <FilterField
          label="To"
          value={view.to}
          format={formatRangeEnd}
          read={readRangeEnd}
          placeholder="YYYY-MM-DD"
          width={92}
          onChange={(to, isNewStep) => change({ to, range: null }, isNewStep)}
        />
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
            {Object.entries(DIRECTION_LABELS).map(([direction, label]) => (
              <option key={direction} value={direction}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <FilterField
          label="Client ID"
          value={view.client}
          format={asText}
          read={readText}
          width={56}
          onChange={(client, isNewStep) => change({ client }, isNewStep)}
        />
        <FilterField
          label="Center ID"
          value={view.center}
          format={asText}
          read={readText}
          width={56}
          onChange={(center, isNewStep) => change({ center }, isNewStep)}
        />
        <FilterField
          label="Call ID"
          value={view.id}
          format={asText}
          read={readText}
          width={64}
          onChange={(id, isNewStep) => change({ id }, isNewStep)}
        />
        <FilterField
          label="Minimum talk time"
          shortLabel="Talk ≥"
          value={view.minTalk}
          format={formatTalkTime}
          read={readTalkTime}
          placeholder="m:ss"
          width={38}
          onChange={(minTalk, isNewStep) => change({ minTalk }, isNewStep)}
        />
        <FilterField
          label="Maximum talk time"
          shortLabel="Talk ≤"
          value={view.maxTalk}
          format={formatTalkTime}
          read={readTalkTime}
          placeholder="m:ss"
          width={38}
          onChange={(maxTalk, isNewStep) => change({ maxTalk }, isNewStep)}
        />
      </div>
      {active.length > 0 && (
        <ul className={styles.chips} aria-label="Active filters">
          {active.map(({ label, clear }) => (
            <li key={label}>
              <button
                type="button"
                className={styles.chip}
                aria-label={`Remove filter: ${label}`}
                onClick={() => change(clear)}
              >
                {label}
                <Icon name="close" />
              </button>
            </li>
          ))}
          <li>
            <Button look="plain" onClick={() => change(CLEAR_ALL)}>
              Clear filters
            </Button>
          </li>
        </ul>
      )}
    </search>
  )
}
