import { compareAsc, format } from 'date-fns'
import { useMemo, useState } from 'react'
import { DayPicker, type Matcher } from 'react-day-picker'
import type { CallPage } from '../../../contract/calls.ts'
import { browserZone } from '../../shared/browser-zone.ts'
import { formatMoment } from '../../shared/format.ts'
import { Panel, type PanelPlace } from '../../shared/panel.tsx'
import { useMediaQuery } from '../../shared/use-media-query.ts'
import calendar from './calendar.module.css'
import { findClockChanges } from './clock-changes.ts'
import styles from './dates-panel.module.css'
import type { View, ViewChange } from './view.ts'

export type DatesProps = {
  view: Pick<View, 'from' | 'to'>
  /** What the list covers, on a clock of `zone`; undefined until it has been answered. */
  range: CallPage['range'] | undefined
  /** The zone of range and times, and HostedSuite's own. */
  zone: string
  hostZone: string
  onChange: (change: ViewChange) => void
}

/** The days of the range, and the zone in which they begin and end. */
export function DatesPanel(props: DatesProps & PanelPlace) {
  const { view, range, zone, hostZone, onChange, anchor, onClose } = props
  const isWide = useMediaQuery('(min-width: 640px)')
  /** One end of a range whose other one is still to be chosen. */
  const [end, setEnd] = useState<Date>()
  const [openedAt] = useState(() => new Date())
  const from = toDay(view.from ?? range?.start)
  const to = toDay(view.to ?? range?.end)
  const today = toDay(openedAt.toLocaleDateString('sv-SE', { timeZone: zone }))
  const months = isWide ? 2 : 1

  const choose = (day: Date) => {
    setEnd(end === undefined ? day : undefined)
    if (end === undefined) return
    const [first, last] = [end, day].toSorted(compareAsc).map((each) => format(each, 'yyyy-MM-dd'))
    onChange({ from: first ?? null, to: last ?? null, range: null })
  }

  return (
    <Panel title="Dates" anchor={anchor} onClose={onClose}>
      <DayPicker
        mode="range"
        selected={end === undefined ? { from, to } : { from: end, to: end }}
        onSelect={(_, day) => choose(day)}
        today={today}
        defaultMonth={firstMonth(to ?? today, months)}
        numberOfMonths={months}
        captionLayout="dropdown"
        startMonth={new Date(1990, 0)}
        endMonth={today}
        navLayout="around"
        weekStartsOn={1}
        modifiers={{ weekend: WEEKEND }}
        modifiersClassNames={calendar}
        classNames={calendar}
      />
      <p aria-live="polite" className={styles.said}>
        {end === undefined
          ? range && describeRange(range)
          : `From ${format(end, 'd MMMM yyyy')}: choose the other end.`}
      </p>
      <ClockChanges range={range} zone={zone} />
      <ZoneSelect
        zone={zone}
        hostZone={hostZone}
        onChange={(tz) => onChange({ tz: tz === hostZone ? null : tz })}
      />
      {zone !== hostZone && (
        <p className={styles.about}>
          HostedSuite’s own times are those of {hostZone}. Here, days and times are those of {zone}.
        </p>
      )}
    </Panel>
  )
}

const WEEKEND: Matcher = { dayOfWeek: [0, 6] }

/** At noon of this browser's day, which every day has. */
function toDay(wallClock: string): Date
function toDay(wallClock: string | undefined): Date | undefined
function toDay(wallClock: string | undefined): Date | undefined {
  return wallClock === undefined ? undefined : new Date(`${wallClock.slice(0, 10)}T12:00`)
}

/** Of as many months as are shown, the last one shows the end of the range. */
const firstMonth = (last: Date, months: number): Date =>
  new Date(last.getFullYear(), last.getMonth() - months + 1)

function describeEnd(wallClock: string): string {
  const { date, time } = formatMoment({ raw: wallClock, wallClock }, { style: 'long' })
  return `${date}, ${time}`
}

function describeRange({ start, end }: CallPage['range']): string {
  if (start === undefined && end === undefined) return 'All dates. Choose the first day of a range.'
  const since = start === undefined ? 'From the first call' : `From ${describeEnd(start)}`
  return `${since} ${end === undefined ? 'until now' : `to ${describeEnd(end)}`}.`
}

function ClockChanges({ range, zone }: Pick<DatesProps, 'range' | 'zone'>) {
  const { start, end } = range ?? {}
  const changes = useMemo(
    () =>
      start === undefined || end === undefined
        ? []
        : findClockChanges(start.slice(0, 10), end.slice(0, 10), zone),
    [start, end, zone],
  )
  if (changes.length === 0) return null
  return (
    <ul className={styles.about}>
      {changes.map(({ day, hours }) => (
        <li key={day}>
          The clock goes {hours > 24 ? 'back' : 'forward'} on{' '}
          {format(`${day}T12:00`, 'd MMMM yyyy')}: that day has {hours} hours.
        </li>
      ))}
    </ul>
  )
}

type ZoneSelectProps = { zone: string; hostZone: string; onChange: (zone: string) => void }

function ZoneSelect({ zone, hostZone, onChange }: ZoneSelectProps) {
  const own = browserZone()
  const near = [...new Set([hostZone, own, 'UTC', zone])]
  const nameOf = (each: string) =>
    each === hostZone ? `${each} (HostedSuite)` : each === own ? `${each} (this browser)` : each
  return (
    <label className={styles.zone}>
      Time zone
      <select value={zone} onChange={({ target }) => onChange(target.value)}>
        {near.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
        <optgroup label="All zones">
          {Intl.supportedValuesOf('timeZone')
            .filter((each) => !near.includes(each))
            .map((each) => (
              <option key={each}>{each}</option>
            ))}
        </optgroup>
      </select>
    </label>
  )
}
