import { useQuery } from '@tanstack/react-query'
import { countOf } from '../../api/call-counts.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import type { CallList } from './use-call-list.ts'
import { toCallQuery, type View } from './view.ts'

const LOOK_EVERY_MS = 30_000

type NewCallsProps = {
  view: View
  list: CallList
  onShow: () => void
  /** For whoever looks at a list of an earlier moment. */
  onShowUntilNow: () => void
}

/** How many calls have come in since the moment that the list stands still at, and the way to them. */
export function NewCalls({ view, list, onShow, onShowUntilNow }: NewCallsProps) {
  const count = useNewCalls(view, list)
  if (view.asof !== null)
    return (
      <Button look="plain" onClick={onShowUntilNow}>
        Show calls until now
      </Button>
    )
  return (
    <>
      <p className="unseen" aria-live="polite">
        {count > 0 && 'New calls have come in'}
      </p>
      {count > 0 && (
        <Button onClick={onShow}>
          {formatCount(count)} new {count === 1 ? 'call' : 'calls'}
        </Button>
      )}
    </>
  )
}

function useNewCalls(view: View, { page, query }: CallList): number {
  const asOf = view.asof === null && !query.isPlaceholderData ? page?.asOf : undefined
  const { data: total } = useQuery({
    ...countOf({ ...toCallQuery(view), asOf, withLater: true }),
    enabled: asOf !== undefined && page?.total !== undefined,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: LOOK_EVERY_MS,
    // The page has just told how many there are.
    initialData: page?.total ?? null,
  })
  return Math.max(0, (total ?? 0) - (page?.total ?? 0))
}
