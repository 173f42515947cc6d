import { useEffect, useState } from 'react'
import type { CallPage, Notice } from '../../../contract/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { Message } from '../../shared/message.tsx'
import { findActiveFilters } from './active-filters.ts'
import styles from './calls-view.module.css'
import { findUnusable, tidyAddress, type View } from './view.ts'

type NoticesProps = {
  page: CallPage | undefined
  view: View
  /** Why the rows on screen could not be brought up to date. */
  staleError: unknown
  onRetry: () => void
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

function describe(notice: Notice, { maxTalk }: View): string {
  switch (notice.code) {
    case 'ROWS_UNREADABLE':
      return `${formatCount(notice.count)} of the calls on this page could not be read and are left out.`
    case 'FILTER_NOT_APPLIED': {
      // Nothing as the most that is asked for is no limit at all to HostedSuite.
      const isSent = maxTalk !== 0 || notice.filters.some((name) => name !== 'maxTalkSeconds')
      const names = notice.filters.map((name) => FILTER_NAMES[name] ?? name).join(', ')
      const why = isSent
        ? `HostedSuite did not apply this filter: ${names}.`
        : 'HostedSuite cannot be asked for calls without talk.'
      return `${why} ${formatCount(notice.count)} of its calls are left out of this page, and still counted.`
    }
    case 'NOT_SORTED':
      return 'HostedSuite did not sort these calls as asked: they are sorted within this page only.'
  }
}

/** Any link has to fit on the page. */
const describeUnusable = (unusable: ReturnType<typeof findUnusable>): string =>
  unusable
    .slice(0, 10)
    .map(({ key, text }) => `${key.slice(0, 30)}: ${text.slice(0, 60)}`)
    .join(' · ') + (unusable.length > 10 ? ' · …' : '')

/** What a reader has to know about the rows below, above them. */
export function Notices({ page, view, staleError, onRetry }: NoticesProps) {
  const [unusable, setUnusable] = useState(() => findUnusable(window.location.search))

  useEffect(() => {
    // Once, on the way in: a value that means nothing must not travel on in copied links. What could be read of it
    // stays.
    if (unusable.length > 0) tidyAddress(view)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  const sentences = page?.notices.map((notice) => describe(notice, view)) ?? []
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
          <p>{describeUnusable(unusable)}</p>
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
