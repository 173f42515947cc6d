import { useEffect, useRef } from 'react'
import type { CallSort } from '../../../contract/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { CLEAR_ALL, findActiveFilters } from './active-filters.ts'
import { CallsTable } from './calls-table.tsx'
import styles from './calls-view.module.css'
import { hasPageAfter } from './neighbours.ts'
import { NOTE_LABELS } from './note-filter.ts'
import type { CallList } from './use-call-list.ts'
import { toCallQuery, type View, type ViewChange } from './view.ts'

type CallsListProps = {
  view: View
  list: CallList
  linkTo: (callId: string) => string
  onRetry: () => void
  onChange: (change: ViewChange) => void
  onSort: (sort: CallSort) => void
  onOpen: (callId: string) => void
}

/** The list in its states. A failure is never shown as an empty list, nor are unasked rows. */
export function CallsList(props: CallsListProps) {
  const { view, list, onRetry, onChange, onSort, onOpen } = props
  const { query, page, contradiction, shown, leaving, noteFilter } = list
  const scroller = useRef<HTMLDivElement>(null)
  const asked = JSON.stringify(toCallQuery(view))

  // Another list begins at its top, or where a step over the edge of a page has led; opening a call asks for no
  // other list and moves nothing. The effect is about the change of what is asked, though it reads nothing of it.
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0
    scroller.current?.querySelector('tr[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [asked])

  if (contradiction !== undefined) {
    return (
      <Message title="These filters contradict each other" tone="warm" role="alert">
        <p>{contradiction}</p>
      </Message>
    )
  }
  if (query.isLoadingError) {
    return (
      <Message
        title="The calls could not be loaded"
        tone="warm"
        role="alert"
        actions={<Button onClick={onRetry}>Retry</Button>}
      >
        <p>{describeError(query.error)}</p>
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

  if (noteFilter !== null && page !== undefined && shown.length === 0) {
    return (
      <Message
        title={
          noteFilter === 'with'
            ? 'No call on this page has a note'
            : 'Every call on this page has a note'
        }
        actions={
          <>
            <Button onClick={() => onChange({ note: null })}>
              Drop “{NOTE_LABELS[noteFilter]}”
            </Button>
            {hasPageAfter(page) && (
              <Button onClick={() => onChange({ page: page.page + 1 })}>Next page</Button>
            )}
          </>
        }
      >
        <p>HostedSuite cannot look for notes: other pages may have such calls.</p>
      </Message>
    )
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <CallsTable
        calls={page && shown}
        page={page}
        leaving={leaving}
        expectedRows={view.size}
        sort={view.sort}
        zone={view.tz ?? undefined}
        openCallId={view.call}
        isStale={query.isPlaceholderData}
        linkTo={props.linkTo}
        onSort={onSort}
        onOpen={onOpen}
      />
    </div>
  )
}

function NoCalls({ view, onChange }: Pick<CallsListProps, 'view' | 'onChange'>) {
  // HostedSuite had no calls to send: the note filter has left nothing out.
  const active = findActiveFilters(view).filter(
    ({ isResting, clear }) => !isResting && !('note' in clear),
  )
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
