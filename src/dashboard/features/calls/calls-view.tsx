import { skipToken, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { CallPage } from '../../../contract/calls.ts'
import { callQueries } from '../../api/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock, formatCount } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { CallsList } from './calls-list.tsx'
import { findRow } from './calls-table.tsx'
import styles from './calls-view.module.css'
import { Filters } from './filters.tsx'
import { Notices } from './notices.tsx'
import { Pager } from './pager.tsx'
import { findContradiction, formatView, toCallQuery, useView } from './view.ts'

type CallsViewProps = {
  /** Zone of HostedSuite's zone-less times. */
  timeZone: string
  /** What else has to be said, over the list. */
  above: ReactNode
}

/** The calls of the view that the address asks for: what narrows them, the table, the pages. */
export function CallsView({ timeZone, above }: CallsViewProps) {
  const { view, updateView } = useView()
  const contradiction = findContradiction(view)
  const options = callQueries.list(toCallQuery(view))
  const list = useQuery(contradiction === undefined ? options : { ...options, queryFn: skipToken })
  const page = contradiction === undefined ? list.data : undefined
  const title = useRef<HTMLHeadingElement>(null)
  const lastOpen = useRef<string>(null)
  const openId = view.call

  useEffect(() => {
    // The drawer has no trigger of its own, so the browser cannot give the focus back by itself.
    const closed = openId === null ? lastOpen.current : null
    lastOpen.current = openId
    if (closed !== null) (findRow(closed) ?? title.current)?.focus({ preventScroll: true })
  }, [openId])
  const openCall = useCallback(
    (call: string) => {
      if (call !== openId) updateView({ call })
    },
    [openId, updateView],
  )

  const { call: _open, ...place } = view
  const base = formatView('', place)
  const linkTo = useCallback((call: string) => formatView(base, { call }), [base])

  /** The message with the pressed button goes away; the keyboard goes on from the top of the list. */
  const fromTop = (work: () => void) => {
    title.current?.focus()
    work()
  }
  const retry = () => fromTop(() => void list.refetch())

  return (
    <main className={styles.view}>
      <div className={styles.head}>
        <h1 ref={title} tabIndex={-1}>
          Calls
        </h1>
        <p role="status" className={styles.count}>
          {page === undefined ? '' : describeRows(page)}
        </p>
        <p className={styles.about}>
          {list.dataUpdatedAt > 0 && !list.isPlaceholderData && (
            <>as of {formatClock(list.dataUpdatedAt).slice(0, 5)} · </>
          )}
          {view.tz ?? timeZone}
        </p>
        {view.tz !== null && (
          <Button look="plain" onClick={() => fromTop(() => updateView({ tz: null }))}>
            Show times in {timeZone}
          </Button>
        )}
        <Button
          look="plain"
          onClick={() => void list.refetch()}
          disabled={list.isFetching || contradiction !== undefined}
        >
          <Icon name="refresh" />
          Refresh
        </Button>
      </div>
      <Filters view={view} onChange={updateView} />
      {above}
      <Notices
        page={list.isPlaceholderData ? undefined : page}
        view={view}
        onChange={updateView}
        staleError={list.isRefetchError ? list.error : undefined}
        onRetry={retry}
      />
      <CallsList
        view={view}
        page={page}
        isStale={list.isPlaceholderData}
        error={list.isLoadingError ? list.error : undefined}
        contradiction={contradiction}
        linkTo={linkTo}
        onRetry={retry}
        onChange={(change) => fromTop(() => updateView(change))}
        onSort={(sort) => updateView({ sort, page: null })}
        onOpen={openCall}
      />
      <Pager
        page={page}
        view={view}
        isStale={list.isPlaceholderData}
        onPage={(number) => updateView({ page: number })}
        onSize={(size) => updateView({ size, page: null })}
      />
    </main>
  )
}

function describeRows({ calls, page, size, total, hasMore }: CallPage): string {
  const first = (page - 1) * size + 1
  const last = first + calls.length - 1
  if (calls.length === 0) return total === 0 || total === undefined ? 'No calls' : 'No more calls'
  const rows = `${formatCount(first)}–${formatCount(last)}`
  if (total !== undefined)
    return `${rows} of ${formatCount(total)} ${total === 1 ? 'call' : 'calls'}`
  return hasMore
    ? `${rows} of more than ${formatCount(last)} calls`
    : `${rows} of ${formatCount(last)} calls`
}
