import { useEffect, useState } from 'react'
import type { CallPage, Notice } from '../../../contract/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { Message } from '../../shared/message.tsx'
import { findActiveFilters } from './active-filters.ts'
import styles from './calls-view.module.css'
import { findUnusable, type View, type ViewChange } from './view.ts'

type NoticesProps = {
  page: CallPage | undefined
  view: View
  /** Why the rows on screen could not be brought up to date. */
  staleError: unknown
  onRetry: () => void
  onChange: (change: ViewChange, options: { history: 'replace' }) => void
}

/** What the members of a CallQuery are called on the page. */
const FILTER_NAMES: Record<string, string> = {
  from: 'start of the range',
  to: 'end of the range',
  direction: 'direction',
  clientId: 'client ID',
  centerId: 'center ID',
  minTalkSeconds: 'minimum talk time',
  maxTalkSeconds: 'maximum talk time',
}

function describe(notice: Notice): string {
  switch (notice.code) {
    case 'ROWS_UNREADABLE':
      return `${formatCount(notice.count)} of the calls on this page could not be read and are left out.`
    case 'FILTER_NOT_APPLIED':
      return `HostedSuite did not apply this filter: ${notice.filters.map((name) => FILTER_NAMES[name] ?? name).join(', ')}. Not all of these rows are what was asked for.`
    case 'NOT_SORTED':
      return 'HostedSuite did not sort these calls as asked.'
  }
}

/** What a reader has to know about the rows below, above them. */
export function Notices({ page, view, staleError, onRetry, onChange }: NoticesProps) {
  const [unusable, setUnusable] = useState(() => findUnusable(window.location.search))

  useEffect(() => {
    // Once, on the way in: a value that means nothing must not travel on in copied links.
    if (unusable.length > 0)
      onChange(Object.fromEntries(unusable.map(({ key }) => [key, null])), { history: 'replace' })
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  const sentences = page?.notices.map(describe) ?? []
  if (page !== undefined && page.page !== view.page)
    sentences.push(`There is no page ${formatCount(view.page)}; this is the last one.`)
  if (findActiveFilters(view).some(({ isResting }) => isResting))
    sentences.push('A call ID is looked up among all calls; the other filters rest meanwhile.')

  return (
    <div className={styles.notices} aria-live="polite">
      {unusable.length > 0 && (
        <Message
          title="Parts of this link could not be used and were left out"
          tone="warm"
          role="status"
          actions={<Button onClick={() => setUnusable([])}>Dismiss</Button>}
        >
          <p>{unusable.map(({ key, text }) => `${key}: ${text.slice(0, 60)}`).join(' · ')}</p>
        </Message>
      )}
      {staleError !== undefined && (
        <Message
          title="These calls could not be brought up to date"
          tone="warm"
          role="alert"
          actions={<Button onClick={onRetry}>Retry</Button>}
        >
          <p>{describeError(staleError)}</p>
        </Message>
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
