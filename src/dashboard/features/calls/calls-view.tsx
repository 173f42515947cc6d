import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { CallsList } from './calls-list.tsx'
import { findRow } from './calls-table.tsx'
import styles from './calls-view.module.css'
import { describeRows } from './describe-rows.ts'
import { Filters } from './filters.tsx'
import { Notices } from './notices.tsx'
import { Pager } from './pager.tsx'
import type { CallList } from './use-call-list.ts'
import { formatView, type UpdateView, type View } from './view.ts'

type CallsViewProps = {
  view: View
  updateView: UpdateView
  list: CallList
  /** Zone of HostedSuite's zone-less times. */
  timeZone: string
  /** What else has to be said, over the list. */
  above: ReactNode
  /** What belongs to the whole page, at its end. */
  aside: ReactNode
}

/** The calls of the view that the address asks for: what narrows them, the table, the pages. */
export function CallsView(props: CallsViewProps) {
  const { view, updateView, list, timeZone, above, aside } = props
  const { query, page, contradiction } = list
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
  /** The keyboard goes on from the row after the first one that goes. */
  const applyAgain = () => {
    const first = list.shown.findIndex((call) => list.leaving.includes(call))
    const stays = (call: CallSummary) => !list.leaving.includes(call)
    const goal = list.shown.slice(first).find(stays) ?? list.shown.slice(0, first).at(-1)
    const row = goal && findRow(goal.id)
    ;(row ?? title.current)?.focus()
    list.applyAgain()
  }
  const retry = () => fromTop(() => void query.refetch())

  return (
    <main className={styles.view}>
      <div className={styles.head}>
        <h1 ref={title} tabIndex={-1}>
          Calls
        </h1>
        <div className={styles.rows}>
          <p role="status" className={styles.count}>
            {describeRows(list)}
          </p>
          {list.leaving.length > 0 && <Button onClick={applyAgain}>Re-apply</Button>}
        </div>
        <p className={styles.about}>
          {query.dataUpdatedAt > 0 && !query.isPlaceholderData && (
            <>as of {formatClock(query.dataUpdatedAt).slice(0, 5)} · </>
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
          onClick={() => void query.refetch()}
          disabled={query.isFetching || contradiction !== undefined}
        >
          <Icon name="refresh" />
          Refresh
        </Button>
      </div>
      <Filters view={view} onChange={updateView} />
      {above}
      <Notices
        page={query.isPlaceholderData ? undefined : page}
        view={view}
        onChange={updateView}
        staleError={query.isRefetchError ? query.error : undefined}
        onRetry={retry}
      />
      <CallsList
        view={view}
        list={list}
        linkTo={linkTo}
        onRetry={retry}
        onChange={(change) => fromTop(() => updateView(change))}
        onSort={(sort) => updateView({ sort, page: null })}
        onOpen={openCall}
      />
      <Pager
        page={page}
        view={view}
        isStale={query.isPlaceholderData}
        onPage={(number) => updateView({ page: number })}
        onSize={(size) => updateView({ size, page: null })}
        aside={aside}
      />
    </main>
  )
}
