import { skipToken, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CallPage } from '../../../contract/calls.ts'
import { callQueries } from '../../api/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock, formatCount } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { CallsList } from './calls-list.tsx'
import styles from './calls-view.module.css'
import { Filters } from './filters.tsx'
import { Notices } from './notices.tsx'
import { Pager } from './pager.tsx'
import { findContradiction, formatView, toCallQuery, useView, type View } from './view.ts'

/** The calls of the view that the address asks for: what narrows them, the table, the pages. */
export function CallsView({ timeZone }: { timeZone: string }) {
  const { view, updateView } = useView()
  const contradiction = findContradiction(view)
  const options = callQueries.list(toCallQuery(view))
  const list = useQuery(contradiction === undefined ? options : { ...options, queryFn: skipToken })
  const page = contradiction === undefined ? list.data : undefined
  const openCall = useCallback((call: string) => updateView({ call }), [updateView])

  return (
    <main className={styles.view}>
      <div className={styles.head}>
        <h1>Calls</h1>
        <p role="status" className={styles.count}>
          {page !== undefined && !list.isError ? describeRows(page, view) : ''}
        </p>
        <p className={styles.about}>
          {list.dataUpdatedAt > 0 && !list.isPlaceholderData && (
            <>as of {formatClock(list.dataUpdatedAt).slice(0, 5)} · </>
          )}
          {view.tz ?? timeZone}
        </p>
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
      <Notices
        page={list.isPlaceholderData ? undefined : page}
        view={view}
        onChange={updateView}
        staleError={list.isRefetchError ? list.error : undefined}
        onRetry={() => void list.refetch()}
      />
      <CallsList
        view={view}
        page={page}
        isStale={list.isPlaceholderData}
        error={list.isLoadingError ? list.error : undefined}
        contradiction={contradiction}
        linkTo={linkTo}
        onRetry={() => void list.refetch()}
        onChange={updateView}
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

/** Built when a row is drawn, from the address of that moment, so it opens what the person sees. */
const linkTo = (call: string) => formatView(window.location.search, { call })

function describeRows({ calls, page, total, hasMore }: CallPage, { size }: View): string {
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
