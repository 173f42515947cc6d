import { useRef, useState } from 'react'
import { type CallPage, RollingRangeSchema, TalkSecondsSchema } from '../../../contract/calls.ts'
import { DIRECTION_NAMES } from '../../../contract/words.ts'
import { Button } from '../../shared/button.tsx'
import { parseDuration } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { CLEAR_ALL, findActiveFilters, formatTalkTime, RANGE_LABELS } from './active-filters.ts'
import { DatesButton } from './dates-button.tsx'
import { FilterField, type Reading } from './filter-field.tsx'
import styles from './filters.module.css'
import { NOTE_FILTERS, NOTE_LABELS } from './note-filter.ts'
import { formatRangeEnd, readRangeEnd } from './range-end.ts'
import { type Seen, useSeen } from './use-seen.ts'
import type { View, ViewChange } from './view.ts'

type FiltersProps = {
  view: View
  /** The page of calls that the view has led to, or the one before it while that loads. */
  page: CallPage | undefined
  /** What it covers, once that is answered. */
  range: CallPage['range'] | undefined
  /** HostedSuite's zone. */
  hostZone: string
  onChange: (change: ViewChange, options?: { history: 'push' | 'replace' }) => void
}

const RANGE_ENDS = [
  { key: 'from', label: 'From' },
  { key: 'to', label: 'To' },
] as const

const IDS = [
  { key: 'client', label: 'Client ID', width: 46, seen: 'clients' },
  { key: 'center', label: 'Center ID', width: 46, seen: 'centers' },
  { key: 'id', label: 'Call ID', width: 46 },
] as const satisfies { key: keyof View; label: string; width: number; seen?: keyof Seen }[]

const TALK_TIMES = [
  { key: 'minTalk', label: 'Minimum talk time', shortLabel: 'Talk ≥' },
  { key: 'maxTalk', label: 'Maximum talk time', shortLabel: 'Talk ≤' },
] as const

const NOTHING_SEEN: ReadonlyMap<string, string> = new Map()

const asText = (text: string): string => text

/** An id, or the name of something that was seen under its id. */
function readId(text: string, seen: ReadonlyMap<string, string> = NOTHING_SEEN): Reading<string> {
  const typed = text.trim()
  if (typed === '') return { value: null }
  if (typed.length > 128) return { problem: 'No id is that long.' }
  if (seen.has(typed)) return { value: typed }
  const start = typed.toLowerCase()
  const named = [...seen].filter(([, name]) => name.toLowerCase().startsWith(start))
  const [id = typed] = named.find(([, name]) => name.length === typed.length) ?? []
  return { value: id, isBegun: named.some(([, name]) => name.length > typed.length) }
}

function readTalkTime(text: string): Reading<number> {
  if (text.trim() === '') return { value: null }
  const talk = TalkSecondsSchema.safeParse(parseDuration(text))
  return talk.success
    ? { value: talk.data }
    : { problem: 'Write up to a month as 150, 2:30 or 2m30s.' }
}

/** Every control that narrows the list. Each shows what the address says and writes to the address. */
export function Filters({ view, page, range, hostZone, onChange }: FiltersProps) {
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const chips = useRef<HTMLDivElement>(null)
  const { seen, look } = useSeen(page)
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
              const rolling = RollingRangeSchema.safeParse(target.value).data ?? null
              change({ range: rolling, from: null, to: null })
            }}
          >
            <option value="">All dates</option>
            {RollingRangeSchema.options.map((name) => (
              <option key={name} value={name}>
                {RANGE_LABELS[name]}
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
        <span className={styles.dates}>
          <DatesButton
            label="Choose dates"
            look="standard"
            view={view}
            range={range}
            zone={view.tz ?? hostZone}
            hostZone={hostZone}
            onChange={change}
          >
            <Icon name="calendar" />
            <span className={styles.inSheet}>Choose dates</span>
          </DatesButton>
        </span>
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
        {IDS.map(({ key, label, width, ...id }) => {
          const suggestions = 'seen' in id ? seen[id.seen] : undefined
          return (
            <FilterField
              key={key}
              label={label}
              value={view[key]}
              format={asText}
              read={(text) => readId(text, suggestions)}
              suggestions={suggestions}
              onFocus={look}
              width={width}
              onChange={(value, isNewStep) => change({ [key]: value }, isNewStep)}
            />
          )
        })}
        {TALK_TIMES.map(({ key, label, shortLabel }) => (
          <FilterField
            key={key}
            label={label}
            shortLabel={shortLabel}
            value={view[key]}
            format={formatTalkTime}
            read={readTalkTime}
            placeholder="m:ss"
            width={34}
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
