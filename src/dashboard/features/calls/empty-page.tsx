import type { CallPage } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { EmptyResult } from './empty-result.tsx'
import { hasPageAfter } from './neighbours.ts'
import { NOTE_LABELS } from './note-filter.ts'
import type { View, ViewChange } from './view.ts'

export type EmptyPageProps = {
  view: View
  page: CallPage
  onRetry: () => void
  onChange: (change: ViewChange) => void
}

/** Why a page of the list has no rows, and the ways on. */
export function EmptyPage({ view, page, onRetry, onChange }: EmptyPageProps) {
  const { note } = view
  const next = hasPageAfter(page) && (
    <Button onClick={() => onChange({ page: page.page + 1 })}>Next page</Button>
  )
  if (note !== null && page.calls.length > 0) {
    return (
      <Message
        title={
          note === 'with' ? 'No call on this page has a note' : 'Every call on this page has a note'
        }
        actions={
          <>
            <Button onClick={() => onChange({ note: null })}>Drop “{NOTE_LABELS[note]}”</Button>
            {next}
          </>
        }
      >
        <p>HostedSuite cannot look for notes: other pages may have such calls.</p>
      </Message>
    )
  }
  if (page.notices.some(({ code }) => code === 'FILTER_NOT_APPLIED')) {
    return (
      <Message title="No call on this page is one that was asked for" actions={next}>
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
    return (
      <Message
        title="No more calls"
        actions={<Button onClick={() => onChange({ page: null })}>First page</Button>}
      />
    )
  }
  return <EmptyResult view={view} onChange={onChange} />
}
