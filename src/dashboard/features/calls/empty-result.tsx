import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { countOf } from '../../api/call-counts.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { Message } from '../../shared/message.tsx'
import { CLEAR_ALL, findActiveFilters } from './active-filters.ts'
import styles from './empty-result.module.css'
import { toCallQuery, type View, type ViewChange } from './view.ts'

type EmptyResultProps = { view: View; onChange: (change: ViewChange) => void }

/** The ways out of an empty list: each filter that could be dropped, with the calls that would then be there. */
export function EmptyResult({ view, onChange }: EmptyResultProps) {
  // HostedSuite had no calls to send: the note filter has left nothing out.
  const active = findActiveFilters(view).filter(
    ({ isResting, clear }) => !isResting && !('note' in clear),
  )
  const counts = useQueries({
    queries: active.map(({ clear }) => countOf(toCallQuery({ ...view, ...clear, page: 1 }))),
  })
  if (active.length === 0) {
    return (
      <Message title="No calls yet">
        <p>HostedSuite has recorded no calls that you may see.</p>
      </Message>
    )
  }
  return (
    <Message
      title="No calls match"
      actions={
        active.length > 1 && <Button onClick={() => onChange(CLEAR_ALL)}>Show all calls</Button>
      }
    >
      <p>Drop a filter to see more:</p>
      <ul className={styles.ways}>
        {active.map(({ label, clear }, at) => (
          <li key={label}>
            <Button onClick={() => onChange(clear)}>Drop “{label}”</Button>
            <span aria-live="polite">{describeCount(counts[at])}</span>
          </li>
        ))}
      </ul>
    </Message>
  )
}

/** HostedSuite need not count; the way out is there all the same. */
function describeCount(count: UseQueryResult<number | null> | undefined): string {
  if (count === undefined || count.isPending) return 'counting…'
  if (count.data === undefined || count.data === null) return 'not counted'
  return count.data === 1 ? '1 call' : `${formatCount(count.data)} calls`
}
