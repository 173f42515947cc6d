import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { callQueries } from '../api/calls.ts'
import {
  type Direction,
  findNeighbour,
  hasPageAfter,
  type Place,
  searchNeighbour,
} from '../features/calls/neighbours.ts'
import type { CallList } from '../features/calls/use-call-list.ts'
import { toCallQuery, type UpdateView, type View } from '../features/calls/view.ts'
import { formatCount } from '../shared/format.ts'
import { useReadAhead } from './use-read-ahead.ts'

const SEARCH_WORDS = {
  looking: (direction: Direction) => `Looking for the ${direction} call…`,
  none: (direction: Direction) =>
    direction === 'next' ? 'No further call was found' : 'No earlier call was found',
  failed: (direction: Direction) => `The ${direction} call could not be looked up. Try again.`,
}

type StepsProps = { callId: string; view: View; updateView: UpdateView; list: CallList }

/**
 * The way from the open call to its neighbours in the list, over the edges of its pages, which the list follows.
 * The neighbours are read ahead, so that a step needs no request.
 */
export function useSteps({ callId, view, updateView, list }: StepsProps) {
  const client = useQueryClient()
  const { isShown } = list
  const page = list.query.isPlaceholderData ? undefined : list.page
  const at = page?.calls.findIndex(({ id }) => id === callId) ?? -1

  // Newer calls can push the open one off its page; a call from elsewhere never was on one.
  const [listed, setListed] = useState<string>()
  if (at >= 0 && listed !== callId) setListed(callId)
  const isListed = listed === callId

  const pageQuery = (number: number) => callQueries.list(toCallQuery({ ...view, page: number }))
  const onPage = (direction: Direction) => page && findNeighbour([page], callId, direction, isShown)

  const [search, setSearch] = useState<{
    callId: string
    direction: Direction
    state: keyof typeof SEARCH_WORDS
  }>()
  const current = search?.callId === callId ? search : undefined
  const whereItStarted = JSON.stringify(view)
  const place = useRef<string>(null)
  useEffect(() => {
    place.current = whereItStarted
    return () => {
      place.current = null
    }
  }, [whereItStarted])

  const go = ({ id, page: number }: Place) =>
    updateView({ call: id, page: number }, { history: 'replace' })

  async function step(direction: Direction) {
    // A save that is confirmed after the person has gone elsewhere must not fetch them back.
    if (page === undefined || place.current !== whereItStarted || current?.state === 'looking')
      return
    const near = onPage(direction)
    if (near !== undefined) {
      go(near)
      return
    }
    setSearch({ callId, direction, state: 'looking' })
    try {
      const found = await searchNeighbour({
        from: { id: callId, page: page.page },
        direction,
        isShown,
        readPage: (number, isAnew) =>
          client.fetchQuery({ ...pageQuery(number), staleTime: isAnew ? 0 : Infinity }),
      })
      setSearch(found === undefined ? { callId, direction, state: 'none' } : undefined)
      if (found !== undefined && place.current === whereItStarted) go(found)
    } catch {
      setSearch({ callId, direction, state: 'failed' })
    }
  }

  const stepper = (direction: Direction) => {
    if (page === undefined || !isListed) return undefined
    const isBeyond = direction === 'next' ? hasPageAfter(page) : page.page > 1
    return isBeyond || onPage(direction) !== undefined ? () => void step(direction) : undefined
  }

  useReadAhead({ callId, page: at < 0 ? undefined : page, isShown, pageQuery })

  const number = page === undefined || at < 0 ? undefined : (page.page - 1) * page.size + at + 1
  const position =
    number === undefined
      ? ''
      : `Call ${formatCount(number)}${page?.total === undefined ? '' : ` of ${formatCount(page.total)}`}`
  return {
    onNext: stepper('next'),
    onPrevious: stepper('previous'),
    /** `Call 26 of 1,240`, or how a search for the next one is getting on. */
    position: current === undefined ? position : SEARCH_WORDS[current.state](current.direction),
  }
}
