import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { type BulkRow, type Counts, countRows, hasFailed, isReady, toJobs } from './bulk-rows.ts'
import type { BulkRun, RunState } from './bulk-run.ts'
import styles from './bulk.module.css'

type BulkControlsProps = { run: BulkRun; state: RunState; rows: BulkRow[] }

/** How far it is, and what can be done about it. Each button has its place: a second press hits no other one. */
export function BulkControls({ run, state: { phase, trouble }, rows }: BulkControlsProps) {
  const counts = countRows(rows)
  const { total, logged, failed } = counts
  const isPaused = phase === 'paused'
  const isUnderWay = isPaused || phase === 'running'
  const start = (chosen: (row: BulkRow) => boolean) => run.start(toJobs(rows.filter(chosen)))
  return (
    <div className={styles.controls}>
      <progress aria-label="Calls logged" max={total} value={logged + failed} />
      <p>
        <b>{WORDS[phase]}</b> {describeCounts(counts)}
      </p>
      {isPaused && trouble !== undefined && (
        <p className={styles.problem}>{describeError(trouble)}</p>
      )}
      <p role="status" className="unseen">
        {announce(phase, counts)}
      </p>
      <div className={styles.actions}>
        <Button
          look="primary"
          disabled={phase === 'running' || (!isPaused && !rows.some(isReady))}
          onClick={() => (isPaused ? run.resume() : start(isReady))}
        >
          {isPaused ? 'Resume' : 'Start'}
        </Button>
        <Button disabled={phase !== 'running'} onClick={run.pause}>
          Pause
        </Button>
        <Button disabled={!isUnderWay} onClick={run.cancel}>
          Cancel
        </Button>
        <Button disabled={isUnderWay || failed === 0} onClick={() => start(hasFailed)}>
          Retry failed
        </Button>
      </div>
    </div>
  )
}

const WORDS: Record<RunState['phase'], string> = {
  ready: '',
  running: 'Logging…',
  paused: 'Paused.',
  done: 'Done.',
  cancelled: 'Cancelled.',
}

function describeCounts({ total, logged, failed, missing }: Counts): string {
  return [
    `${formatCount(logged)} of ${formatCount(total)} logged`,
    failed > 0 && `${formatCount(failed)} failed`,
    missing > 0 && `${formatCount(missing)} without an Interaction ID`,
  ]
    .filter((part) => part !== false)
    .join(', ')
}

/** While it runs every quarter is told, and not every call. */
function announce(phase: RunState['phase'], counts: Counts): string {
  if (phase === 'ready') return ''
  if (phase !== 'running') return `${WORDS[phase]} ${describeCounts({ ...counts, missing: 0 })}`
  const quarter = Math.ceil(counts.total / 4)
  const told = Math.floor((counts.logged + counts.failed) / quarter) * quarter
  return `${WORDS.running} ${formatCount(told)} of ${formatCount(counts.total)}`
}
