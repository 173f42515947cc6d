import type { CallSummary } from '../../../contract/calls.ts'
import { splitTime } from '../../../contract/time-split.ts'
import { PART_NAMES } from '../../../contract/words.ts'
import { formatDuration } from '../../shared/format.ts'
import { StackedBar } from '../../shared/stacked-bar.tsx'
import styles from './call-drawer.module.css'

/** Where the call's time went: one bar, and beneath it the same in words. */
export function TimeSplit({ call }: { call: CallSummary }) {
  const parts = splitTime(call)
  if (parts.length === 0) return <p className={styles.quiet}>No time recorded</p>
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  const words = parts.map(({ kind, seconds }) => `${PART_NAMES[kind]} ${formatDuration(seconds)}`)
  return (
    <section className={styles.split} aria-label="Time split">
      <StackedBar
        height="thick"
        label={words.join(', ')}
        segments={parts.map(({ kind, seconds }) => ({ tone: kind, size: seconds }))}
      />
      <ul className={styles.legend}>
        {parts.map(({ kind, seconds }) => (
          <li key={kind}>
            <span className={styles.swatch} style={{ background: `var(--tone-${kind})` }} />
            {PART_NAMES[kind]} <b>{formatDuration(seconds)}</b>
          </li>
        ))}
        <li className={styles.total}>
          Total <b>{formatDuration(call.durationSeconds ?? total)}</b>
        </li>
      </ul>
    </section>
  )
}
