import { useMemo, useState } from 'react'
import type { CallPage, CallQuery } from '../../../contract/calls.ts'
import { callQueries } from '../../api/calls.ts'
import type { CallList } from './use-call-list.ts'
import { toCallQuery, type View } from './view.ts'
import { makeSpan, readWallClock, type Span } from './volume-buckets.ts'
import { isShown, showClock } from './volume-clock.ts'

/** What a strip of bars is about: the buckets of a list, at the moment that the list stands still at. */
export type Subject = {
  key: string
  /** Of its list: the same for all pages and orders. */
  listKey: string
  /** Of its list, whatever the range. */
  filtersKey: string
  span: Span
  /** What asks for the calls of each bucket. */
  queries: CallQuery[]
  /** When a list was loaded that does not stand still. */
  loadedAt: number | undefined
  timeZone: string
  /** That moment, on a clock of the zone. */
  now: number
}

const SECOND_MS = 1000
const DAY_MS = 86_400_000

export const listKeyOf = (view: View): string =>
  JSON.stringify(callQueries.pagesOf(toCallQuery(view)))

export const filtersKeyOf = (view: View): string =>
  listKeyOf({ ...view, range: null, from: null, to: null })

/**
 * The subject of the list that is shown. While another list loads it is the one before, and while somebody chooses in a
 * strip it is the `held` one: bars must not move under a pointer.
 */
export function useVolumeSubject(
  view: View,
  { page, query, contradiction }: CallList,
  ownZone: string,
  held: Subject | undefined,
): Subject | undefined {
  const [kept, setKept] = useState<Subject>()
  const isThere = page !== undefined && !query.isPlaceholderData && contradiction === undefined
  const { dataUpdatedAt } = query
  const current = useMemo(
    () => (isThere ? makeSubject(view, page, dataUpdatedAt, ownZone) : undefined),
    [isThere, view, page, dataUpdatedAt, ownZone],
  )
  const shown = held ?? current ?? kept
  if (shown !== undefined && shown.key !== kept?.key) setKept(shown)
  return shown
}

function makeSubject(view: View, page: CallPage, updatedAt: number, ownZone: string): Subject {
  const { asOf, range } = page
  const loadedAt = asOf === undefined ? updatedAt : undefined
  const [listKey, filtersKey] = [listKeyOf(view), filtersKeyOf(view)]
  const timeZone = view.tz ?? ownZone
  // Where HostedSuite's clock runs ahead no moment is told; it is a wrong zone's hours ahead at most.
  const moment = asOf === undefined ? updatedAt + DAY_MS : Date.parse(asOf)
  const now = showClock(moment, timeZone)
  const span = withoutSkippedHour(makeSpan(range, now), timeZone)
  const base = toCallQuery({ ...view, page: 1 })
  const queries = span.buckets.map(({ from, to }) => ({
    ...base,
    range: undefined,
    from,
    to,
    asOf,
  }))
  const key = JSON.stringify([listKey, asOf, loadedAt, span.unit, span.start, span.end])
  return { key, listKey, filtersKey, span, queries, loadedAt, timeZone, now: readWallClock(now) }
}

/** Asked for an hour that its clock has skipped, the gateway would count the next one twice. */
function withoutSkippedHour(span: Span, timeZone: string): Span {
  if (span.unit !== 'hour') return span
  const buckets = span.buckets.filter(
    ({ start, end }) => isShown(start, timeZone) || isShown(end - SECOND_MS, timeZone),
  )
  return { ...span, buckets }
}
