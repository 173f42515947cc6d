import { useEffect, useRef } from 'react'
import type { CallPage, CallSort } from '../../../contract/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { CLEAR_ALL, findActiveFilters } from './active-filters.ts'
import { CallsTable } from './calls-table.tsx'
import styles from './calls-view.module.css'
import { toCallQuery, type View, type ViewChange } from './view.ts'

type CallsListProps = {
  view: View
  page: CallPage | undefined
  isStale: boolean
  error: unknown
  contradiction: string | undefined
  linkTo: (callId: string) => string
  onRetry: () => void
  onChange: (change: ViewChange) => void
  onSort: (sort: CallSort) => void
  onOpen: (callId: string) => void
}

/** The list in its states. A failure is never shown as an empty list, nor are unasked rows. */
export function CallsList(props: CallsListProps) {
  const { view, page, isStale, error, contradiction, onRetry, onChange, onSort, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const asked = JSON.stringify(toCallQuery(view))

  // Another list begins at its top; opening a call asks for no other list and moves nothing. The effect
  // is about the change of what is asked, though it reads nothing of it.
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0
  }, [asked])

  if (contradiction !== undefined) {
    return (
      <Message title="These filters contradict each other" tone="warm" role="alert">
        <p>{contradiction}</p>
      </Message>
    )
  }
  if (error !== undefined) {
    return (
      <Message
        title="The calls could not be loaded"
        tone="warm"
        role="alert"
        actions={<Button onClick={onRetry}>Retry</Button>}
      >
        <p>{describeError(error)}</p>
      </Message>
    )
  }
  if (page !== undefined && page.calls.length === 0) {
    if (page.notices.some(({ code }) => code === 'ROWS_UNREADABLE')) {
      return (
        <Message
          title="None of these calls could be read"
          tone="warm"
          role="alert"
          actions={<Button onClick={onRetry}>Retry</Button>}
        >
          <p>HostedSuite sent rows that are no calls.</p>
        </Message>
      )
    }
    if (page.page > 1) {
      const backToFirst = () => onChange({ page: null })
      return (
        <Message
          title="No more calls"
          actions={<Button onClick={backToFirst}>First page</Button>}
        />
      )
    }
    return <NoCalls view={view} onChange={onChange} />
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <CallsTable
        calls={page?.calls}
        expectedRows={view.size}
        total={page?.total}
        firstRow={page === undefined ? 1 : (page.page - 1) * page.size + 1}
        sort={view.sort}
        zone={view.tz ?? undefined}
        openCallId={view.call}
        isStale={isStale}
        linkTo={props.linkTo}
        onSort={onSort}
        onOpen={onOpen}
      />
    </div>
  )
}

function NoCalls({ view, onChange }: Pick<CallsListProps, 'view' | 'onChange'>) {
  const active = findActiveFilters(view).filter(({ isResting }) => !isResting)
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
        <>
          {active.map(({ label, clear }) => (
            <Button key={label} onClick={() => onChange(clear)}>
              Drop “{label}”
            </Button>
          ))}
          {active.length > 1 && <Button onClick={() => onChange(CLEAR_ALL)}>Show all calls</Button>}
        </>
      }
    >
      <p>Drop a filter to see more:</p>
    </Message>
  )
}
