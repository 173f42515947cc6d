import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { CallSort, CallSummary } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useLate } from '../../shared/use-late.ts'
import { formatAsOf } from './as-of.ts'
import { CallsList } from './calls-list.tsx'
import { findRow } from './call-row.tsx'
import styles from './calls-view.module.css'
import { ChosenCalls } from './chosen-calls.tsx'
import { ColumnsButton, LinkedColumns } from './columns-button.tsx'
import { DatesButton } from './dates-button.tsx'
import { describeRows } from './describe-rows.ts'
import { Filters } from './filters.tsx'
import { Notices } from './notices.tsx'
import { Pager } from './pager.tsx'
import type { CallList } from './use-call-list.ts'
import { useCallsTable } from './use-calls-table.ts'
import type { CallLayout } from './use-layout.ts'
import { useListTools } from './use-list-tools.ts'
import { useMoves } from './use-moves.ts'
import { useRoom } from './use-room.ts'
import { useSelection } from './use-selection.ts'
import type { UpdateView, View } from './view.ts'
import { Volume, VolumeButton } from './volume-button.tsx'

type CallsViewProps = {
  view: View
  updateView: UpdateView
  list: CallList
  layout: CallLayout
  /** Zone of HostedSuite's zone-less times. */
  timeZone: string
  /** What else can be done to the chosen calls. */
  actions: (calls: readonly CallSummary[]) => ReactNode
  /** What stands before the title, and after what can be done to the list. */
  before: ReactNode
  tools: ReactNode
  /** What else has to be said, over the list. */
  above: ReactNode
  /** What belongs to the whole page, at its end. */
  aside: ReactNode
}

/** An answer that takes longer is told of, and need not be waited for. */
const SLOW_MS = 1000

/** The calls of the view that the address asks for: what narrows them, the table, the pages. */
export function CallsView(props: CallsViewProps) {
  const { view, updateView, list, layout, timeZone, before, tools, actions, above, aside } = props
  const { query, page, contradiction } = list
  const main = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const lastOpen = useRef<string>(null)
  const openId = view.call
  const zone = view.tz ?? timeZone
  const range = query.isPlaceholderData ? undefined : page?.range
  useRoom(main)
  const selection = useSelection(view, list)
  const isSlow = useLate(query.isFetching, SLOW_MS)

  useEffect(() => {
    // The drawer has no trigger of its own, so the browser cannot give the focus back by itself.
    const closed = openId === null ? lastOpen.current : null
    lastOpen.current = openId
    if (closed !== null) (findRow(closed) ?? title.current)?.focus({ preventScroll: true })
  }, [openId])
  // The same function for every open call: with another one, every row would be drawn again at each step.
  const openCall = useCallback(
    (call: string) => {
      if (call !== lastOpen.current) updateView({ call })
    },
    [updateView],
  )

  const { address } = list
  const linkTo = useCallback(
    (call: string) => `${address}${address === '' ? '?' : '&'}call=${encodeURIComponent(call)}`,
    [address],
  )
  const onSort = (sort: CallSort) => updateView({ sort, page: null })
  const table = useCallsTable({ view, list, layout, selection, linkTo, onSort })
  const moves = useMoves(table)

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
  const showNewCalls = () =>
    fromTop(
      () => void list.renew().then((isNew) => isNew && view.page > 1 && updateView({ page: null })),
    )
  const listTools = useListTools(page !== undefined)
  const asOf = page?.asOf ?? (query.dataUpdatedAt > 0 ? query.dataUpdatedAt : undefined)

  return (
    <main ref={main} className={styles.view} data-room>
      <div className={styles.head}>
        {before}
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
          {asOf !== undefined && `as of ${formatAsOf(asOf, zone, view.asof !== null)}`}
        </p>
        <span className={styles.zone}>
          <DatesButton
            label={`Time zone: ${zone}`}
            view={view}
            range={range}
            zone={zone}
            hostZone={timeZone}
            onChange={(change) => updateView({ ...change, page: null })}
          >
            {zone}
          </DatesButton>
        </span>
        {view.tz !== null && (
          <Button look="plain" onClick={() => fromTop(() => updateView({ tz: null }))}>
            Show times in {timeZone}
          </Button>
        )}
        {isSlow && (
          <p className={styles.slow}>
            Waiting for HostedSuite…
            <Button look="plain" onClick={() => fromTop(list.stop)}>
              Cancel
            </Button>
          </p>
        )}
        <div className={styles.renew}>
          {listTools !== undefined && (
            <listTools.NewCalls
              view={view}
              list={list}
              onShow={showNewCalls}
              onShowUntilNow={() => fromTop(() => updateView({ asof: null, page: null }))}
            />
          )}
          <ColumnsButton table={table} layout={layout} moves={moves} />
          <VolumeButton />
          <Button
            look="plain"
            onClick={() => void list.renew()}
            disabled={query.isFetching || contradiction !== undefined}
          >
            <Icon name="refresh" />
            Refresh
          </Button>
          {tools}
        </div>
        <p className="unseen" aria-live="polite">
          {moves.said}
        </p>
      </div>
      <Filters view={view} page={page} range={range} hostZone={timeZone} onChange={updateView} />
      {layout.isLinked && (
        <LinkedColumns
          cause={view.saved === null ? 'link' : 'view'}
          onKeep={() => fromTop(layout.keep)}
          onLeave={() => fromTop(layout.leave)}
        />
      )}
      {above}
      <Notices
        page={query.isPlaceholderData ? undefined : page}
        view={view}
        staleError={query.isRefetchError ? query.error : undefined}
        onRetry={retry}
      />
      <Volume view={view} updateView={updateView} list={list} timeZone={timeZone} />
      <CallsList
        view={view}
        list={list}
        table={table}
        layout={layout}
        moves={moves}
        onRetry={retry}
        onChange={(change) => fromTop(() => updateView(change))}
        onOpen={openCall}
      />
      <Pager
        page={page}
        view={view}
        isStale={query.isPlaceholderData}
        isOfOtherList={list.isOfOtherList}
        onPage={(number) => updateView({ page: number })}
        onSize={(size) => updateView({ size, page: null })}
        selection={<ChosenCalls table={table} selection={selection} actions={actions} />}
        aside={aside}
      />
    </main>
  )
}
