import { callsOf } from './describe-rows.ts'
import type { Count } from './use-volume-counts.ts'
import type { Span, Stretch } from './volume-buckets.ts'
import { nameStretch } from './volume-names.ts'

export const NOT_COUNTED = 'HostedSuite does not count these calls, so there are no bars to draw.'

/** The calls of buckets together. */
export function describeCounts(counts: Count[]): string {
  if (counts.includes('failed')) return 'not counted'
  if (counts.includes(undefined)) return 'counting…'
  return callsOf(counts.reduce<number>((sum, count) => sum + Number(count), 0))
}

type Reading = { stretch: Stretch; counts: Count[]; year: number }

/** `Tuesday 3 November, 120 calls`, to be read out. */
export const speak = ({ stretch, counts, year }: Reading): string =>
  `${nameStretch(stretch, 'long', year)}, ${describeCounts(counts)}`

/** `Tue 3 Nov · 120 calls`, to be looked at. */
export const caption = ({ stretch, counts, year }: Reading): string =>
  `${nameStretch(stretch, 'short', year)} · ${describeCounts(counts)}`

/** What the bars are, while none of them is looked at. */
export function describeSpan(
  { unit, isOpen }: Span,
  counts: Count[],
  hasAnyNotes: boolean,
): string {
  return [
    `Calls per ${unit}`,
    isOpen && 'the last 30 days',
    // HostedSuite knows no filter for notes, so it counts all.
    !hasAnyNotes && 'with and without notes',
    counts.includes(undefined) && 'counting…',
  ]
    .filter((part) => part !== false)
    .join(' · ')
}

/** Empty where everything was counted. */
export function describeFailures(counts: Count[]): string {
  const failed = counts.filter((count) => count === 'failed').length
  return failed === 0 ? '' : `${failed} not counted`
}
