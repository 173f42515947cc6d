import { useEffect, useRef } from 'react'
import type { CallPage } from '../../../contract/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import { CallsTable } from './calls-table.tsx'
import styles from './calls-view.module.css'
import type { ListTable } from './column.ts'
import { hasPageAfter } from './neighbours.ts'
import { NOTE_LABELS } from './note-filter.ts'
import type { CallList } from './use-call-list.ts'
import type { CallLayout } from './use-layout.ts'
import type { Moves } from './use-moves.ts'
import { toCallQuery, type View, type ViewChange } from './view.ts'

type CallsListProps = {
  view: View
  list: CallList
  table: ListTable
  layout: CallLayout
  moves: Moves
  onRetry: () => void
  onChange: (change: ViewChange) => void
  onOpen: (callId: string) => void
}

/** The list in its states. A failure is never shown as an empty list, nor are unasked rows. */
export function CallsList(props: CallsListProps) {
  const { view, list, onRetry, onChange, onOpen } = props
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
  if (list.isStopped) {
    return (
      <Message
        title="You stopped waiting for this list"
        actions={<Button onClick={onRetry}>Ask again</Button>}
      />
    )
  }
  if (page !== undefined && page.calls.length === 0) return <EmptyPage {...props} page={page} />

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
            <NextPage page={page} onChange={onChange} />
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
        table={props.table}
        layout={props.layout}
        moves={props.moves}
        page={page}
        leaving={leaving}
        expectedRows={view.size}
        openCallId={view.call}
        isStale={query.isPlaceholderData}
        onOpen={onOpen}
      />
    </div>
  )
}

type PageProps = Pick<CallsListProps, 'onChange'> & { page: CallPage }

function NextPage({ page, onChange }: PageProps) {
  if (!hasPageAfter(page)) return null
  return <Button onClick={() => onChange({ page: page.page + 1 })}>Next page</Button>
}

function EmptyPage({
  page,
  view,
  onChange,
  onRetry,
}: PageProps & Pick<CallsListProps, 'view' | 'onRetry'>) {
  const emptyResult = useOnDemand('empty result', () => import('./empty-result.tsx'))
  if (page.notices.some(({ code }) => code === 'FILTER_NOT_APPLIED')) {
    return (
      <Message
        title="No call on this page is one that was asked for"
        actions={<NextPage page={page} onChange={onChange} />}
      >
        <p>HostedSuite sent calls without filtering them: other pages may have some.</p>
      </Message>
    )
  }
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
      <Message title="No more calls" actions={<Button onClick={backToFirst}>First page</Button>} />
    )
  }
  return emptyResult.part === undefined ? (
    <Message title="No calls match" />
  ) : (
    <emptyResult.part.EmptyResult view={view} onChange={onChange} />
  )
}
