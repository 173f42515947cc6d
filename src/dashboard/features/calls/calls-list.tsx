import { useEffect, useRef } from 'react'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import { CallsTable } from './calls-table.tsx'
import styles from './calls-view.module.css'
import type { ListTable } from './column.ts'
import type { EmptyPageProps } from './empty-page.tsx'
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
  const { query, page, contradiction, shown, leaving } = list
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
  if (page !== undefined && shown.length === 0) {
    return <Empty view={view} page={page} onChange={onChange} onRetry={onRetry} />
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

/** Says no more than that until what knows why has come. */
function Empty(props: EmptyPageProps) {
  const { part, isError, retry } = useOnDemand('empty page', () => import('./empty-page.tsx'))
  return part === undefined ? (
    <Message
      title="No calls on this page"
      actions={isError && <Button onClick={retry}>Retry</Button>}
    />
  ) : (
    <part.EmptyPage {...props} />
  )
}
