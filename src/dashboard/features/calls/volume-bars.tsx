import { useRef, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { useBrush } from './use-brush.ts'
import { type Count, useVolumeCounts } from './use-volume-counts.ts'
import type { Subject } from './use-volume-subject.ts'
import type { UpdateView, View } from './view.ts'
import { findChosen, isMajor, isWeekend, isWithin, type Reach } from './volume-marks.ts'
import { nameBounds } from './volume-names.ts'
import styles from './volume-strip.module.css'
import { VolumeTable } from './volume-table.tsx'
import { caption, describeFailures, describeSpan, NOT_COUNTED, speak } from './volume-words.ts'

type VolumeBarsProps = {
  subject: Subject
  /** Whether this is the list that the address asks for. */
  isCurrent: boolean
  hasAnyNotes: boolean
  view: View
  updateView: UpdateView
  onHold: (subject: Subject | undefined) => void
}

/** The bars of a range as one control that chooses among them, their scale, and the same as a table to be read out. */
export function VolumeBars(props: VolumeBarsProps) {
  const { subject, isCurrent, hasAnyNotes, view } = props
  const { span, now, timeZone } = subject
  const { buckets, unit } = span
  const { counts, retry } = useVolumeCounts(subject, isCurrent)
  const { cursor, reach, drag, hovered, handlers } = useBrush(props)
  const [isByKey, setIsByKey] = useState(false)
  const bars = useRef<HTMLDivElement>(null)
  if (counts.includes(null)) return <p className={styles.rest}>{NOT_COUNTED}</p>

  const year = new Date(now).getUTCFullYear()
  const most = Math.max(...counts.map((count) => (isCounted(count) ? count : 0)))
  const read = ({ from, to }: Reach) => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)]
    const stretch = { start: buckets[first]?.start ?? now, end: buckets[last]?.end ?? now }
    return { stretch, counts: counts.slice(first, last + 1), year }
  }
  const pointed = hovered === undefined ? undefined : { from: hovered, to: hovered }
  const looked = drag ?? pointed ?? (isByKey ? reach : undefined)
  const chosen = drag ?? findChosen(buckets, view)
  const failures = describeFailures(counts)
  const [first, last] = nameBounds({ start: span.start, end: Math.min(span.end, now + 1000) }, year)

  return (
    <>
      <div className={styles.head}>
        <span className={styles.most}>{counts.some(isCounted) && formatCount(most)}</span>
        <p className={styles.caption}>
          {looked === undefined ? describeSpan(span, counts, hasAnyNotes) : caption(read(looked))}
        </p>
        <div className={styles.failures} aria-live="polite">
          {failures}
          {failures !== '' && (
            <Button
              look="plain"
              onClick={() => {
                // The button goes away; the keyboard goes on with the bars.
                bars.current?.focus()
                retry()
              }}
            >
              Retry
            </Button>
          )}
        </div>
      </div>
      <div
        ref={bars}
        className={styles.bars}
        role="slider"
        tabIndex={0}
        aria-label="Range"
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
        aria-valuemin={1}
        aria-valuemax={buckets.length}
        aria-valuenow={cursor + 1}
        aria-valuetext={speak(read(reach))}
        data-stale={!isCurrent}
        {...handlers}
        onFocus={({ currentTarget }) => setIsByKey(currentTarget.matches(':focus-visible'))}
        onKeyDown={(event) => {
          setIsByKey(true)
          handlers.onKeyDown(event)
        }}
        onBlur={() => {
          setIsByKey(false)
          handlers.onBlur()
        }}
      >
        {buckets.map((bucket, at) => (
          <span
            key={bucket.from}
            className={styles.bucket}
            data-state={stateOf(counts[at])}
            data-weekend={unit === 'day' && isWeekend(bucket)}
            data-major={isMajor(unit, bucket)}
            data-looked={looked !== undefined && isWithin(at, looked)}
            data-left={chosen !== undefined && !isWithin(at, chosen)}
            data-cursor={isByKey && at === cursor}
          >
            {isCounted(counts[at]) && counts[at] > 0 && (
              <span style={{ blockSize: `${(counts[at] / most) * 100}%` }} />
            )}
          </span>
        ))}
      </div>
      <p className={styles.bounds}>
        <span>{first}</span>
        <span>
          {last} · {timeZone}
        </span>
      </p>
      <VolumeTable span={span} counts={counts} year={year} />
    </>
  )
}

const isCounted = (count: Count): count is number => typeof count === 'number'

const stateOf = (count: Count) =>
  count === 'failed' ? 'failed' : count === undefined ? 'counting' : 'counted'
