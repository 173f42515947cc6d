import { functionalUpdate, type RowSelectionState, type Updater } from '@tanstack/react-table'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { findLoadedCall } from '../../api/calls.ts'
import { findActiveFilters } from './active-filters.ts'
import { findChosen, idsOf, inOrder, NOTHING_CHOSEN } from './selection.ts'
import type { CallList } from './use-call-list.ts'
import type { View } from './view.ts'

/**
 * The calls chosen in a list, on this page of it and on others. It ends where another list is asked for: where the
 * filters change, but not the page, its size or the order.
 */
export function useSelection(view: View, { page, shown, query }: CallList) {
  const client = useQueryClient()
  const listKey = JSON.stringify(findActiveFilters(view).map(({ label }) => label))
  const [kept, setKept] = useState({ listKey, chosen: NOTHING_CHOSEN })
  const chosen = kept.listKey === listKey ? kept.chosen : NOTHING_CHOSEN
  if (kept.listKey !== listKey && kept.chosen !== chosen) setKept({ listKey, chosen })

  const ids = useMemo(() => idsOf(chosen), [chosen])
  const calls = useMemo(
    // What is noted while a call is chosen belongs to what is copied.
    () => inOrder(chosen).map((call) => findLoadedCall(client, call.id) ?? call),
    // A saved note makes another page of the one that is loaded.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, chosen, page],
  )

  return {
    /** The chosen calls in the order of the list, and how many of them the shown page has. */
    calls,
    countHere: shown.filter(({ id }) => chosen.has(id)).length,
    /** The same as the table has it. */
    ids,
    change: (updater: Updater<RowSelectionState>) => {
      const next = functionalUpdate(updater, ids)
      // To give all of them up needs no page.
      if (Object.keys(next).length === 0) setKept({ listKey, chosen: NOTHING_CHOSEN })
      // Rows that are waiting for others to come may be those of another list.
      else if (page !== undefined && !query.isPlaceholderData)
        setKept({ listKey, chosen: findChosen(next, page, chosen) })
    },
  }
}

export type CallSelection = ReturnType<typeof useSelection>
