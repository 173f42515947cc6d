import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { CallIdSchema, type CallPage, type CallSummary } from '../../contract/calls.ts'
import { callQueries } from '../api/calls.ts'
import {
  type Direction,
  findNeighbour,
  hasPageAfter,
  type Place,
} from '../features/calls/neighbours.ts'

/** With as few calls left on the page, the page beyond is read ahead. */
const NEAR_THE_EDGE = 3

type Ahead = {
  callId: string
  /** The page that the call is on; undefined where it is on none. */
  page: CallPage | undefined
  isShown: (call: CallSummary) => boolean
  /** The query of another page of the same list. */
  pageQuery: (page: number) => ReturnType<typeof callQueries.list>
}

/** Reads the calls beside the open one, and the page beyond when the edge is near, before anybody asks. */
export function useReadAhead({ callId, page, isShown, pageQuery }: Ahead): void {
  const client = useQueryClient()
  useEffect(() => {
    if (page === undefined) return
    const ahead = { callId, page, isShown, pageQuery }
    void readAhead(client, 'next', ahead)
    void readAhead(client, 'previous', ahead)
    // The queries are made anew at every render, of what the page is made of too.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, callId, page, isShown])
}

async function readAhead(
  client: QueryClient,
  direction: Direction,
  { callId, page, isShown, pageQuery }: Ahead & { page: CallPage },
): Promise<void> {
  const isNext = direction === 'next'
  const near = findNeighbour([page], callId, direction, isShown)
  readCallAhead(client, near)

  const at = page.calls.findIndex(({ id }) => id === callId)
  const left = (isNext ? page.calls.slice(at + 1) : page.calls.slice(0, at)).filter(isShown).length
  const isBeyond = isNext ? hasPageAfter(page) : page.page > 1
  if (left >= NEAR_THE_EDGE || !isBeyond) return
  const options = pageQuery(isNext ? page.page + 1 : page.page - 1)
  await client.prefetchQuery({ ...options, staleTime: Infinity })
  const beyond = client.getQueryData(options.queryKey)
  if (near !== undefined || beyond === undefined) return
  const first = findNeighbour(isNext ? [page, beyond] : [beyond, page], callId, direction, isShown)
  readCallAhead(client, first)
}

/** A call whose id the gateway does not take is not asked for unasked. */
function readCallAhead(client: QueryClient, place: Place | undefined): void {
  if (place === undefined || !CallIdSchema.safeParse(place.id).success) return
  void client.prefetchQuery(callQueries.detail(place.id))
}
