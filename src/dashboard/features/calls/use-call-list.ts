import { hashKey, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import { callQueries, renewList } from '../../api/calls.ts'
import { hasPageAfter } from './neighbours.ts'
import { passesNoteFilter } from './note-filter.ts'
import { findContradiction, formatView, toCallQuery, type View } from './view.ts'

/**
 * The calls of a view. A call that has passed the note filter once is shown until the filter is applied again:
 * saving a note must not pull its row away from under the reader.
 */
export function useCallList(view: View) {
  const client = useQueryClient()
  const contradiction = findContradiction(view)
  const asked = toCallQuery(view)
  const options = callQueries.list(asked)
  const query = useQuery(contradiction === undefined ? options : { ...options, queryFn: skipToken })
  const page = contradiction === undefined ? query.data : undefined
  // A call ID is looked up alone: the other filters rest.
  const noteFilter = view.id === null ? view.note : null

  const hasNext = page !== undefined && !query.isPlaceholderData && hasPageAfter(page)
  useEffect(() => {
    // Turned to next, most likely; it costs HostedSuite no counting.
    if (hasNext) void client.prefetchQuery(callQueries.list({ ...asked, page: asked.page + 1 }))
    // What is asked is made anew at every render; its hash is not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, hasNext, hashKey(options.queryKey), page?.asOf])

  const { call: _open, ...place } = view
  const address = formatView('', place)
  const listKey = hashKey(callQueries.pagesOf(asked))
  /** Of the rows that are shown: those of before stay until the asked ones come, and are not drawn again to go. */
  const [shownOf, setShownOf] = useState({ address, listKey })
  if (!query.isPlaceholderData && shownOf.address !== address) setShownOf({ address, listKey })

  const filterKey = JSON.stringify([noteFilter, toCallQuery({ ...view, page: 1 })])
  const [passed, setPassed] = useState<{ filterKey: string; ids: ReadonlySet<string> }>()
  const before = passed?.filterKey === filterKey ? passed.ids : NONE
  const passing =
    noteFilter === null || page === undefined || query.isPlaceholderData
      ? []
      : page.calls.filter((call) => passesNoteFilter(call, noteFilter) && !before.has(call.id))
  if (passing.length > 0)
    setPassed({ filterKey, ids: new Set([...before, ...passing.map(({ id }) => id)]) })

  const isShown = useCallback(
    (call: CallSummary) => passesNoteFilter(call, noteFilter) || before.has(call.id),
    [noteFilter, before],
  )
  const shown = useMemo(() => page?.calls.filter(isShown) ?? [], [page, isShown])
  const leaving = shown.filter((call) => !passesNoteFilter(call, noteFilter))
  return {
    query,
    page,
    contradiction,
    /** Whether the rows are those of another list, and not of another page of this one, shown until the asked ones come. */
    isOfOtherList: query.isPlaceholderData && shownOf.listKey !== listKey,
    /** The view that the rows are of, as an address. */
    address: shownOf.address,
    /** Somebody would not wait for the answer, so that there is none. */
    isStopped:
      contradiction === undefined &&
      query.fetchStatus === 'idle' &&
      (query.isPending || query.isPlaceholderData),
    stop: () => void client.cancelQueries({ queryKey: options.queryKey, exact: true }),
    noteFilter,
    /** Whether a call, of this page or of another one, is let through. */
    isShown,
    /** The rows of the page, and those among them that stay only until the filter is applied again. */
    shown,
    leaving,
    applyAgain: () => setPassed(undefined),
    /** Moves the list on to this moment; until then it stands still, whatever comes in. */
    renew: () => renewList(client, asked),
  }
}

export type CallList = ReturnType<typeof useCallList>

const NONE: ReadonlySet<string> = new Set()
