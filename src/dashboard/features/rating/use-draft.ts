import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDrawNow } from '../../shared/use-draw-now.ts'
import type { Draft } from './draft.ts'

const NONE: Draft = {}

const draftQuery = (callId: string) =>
  queryOptions<Draft>({
    queryKey: ['rating draft', callId],
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  })

/** Kept beside what was read, so that it is still there after another call, and gone with the person. */
export function useDraft(callId: string) {
  const client = useQueryClient()
  const drawNow = useDrawNow()
  const { data: draft = NONE } = useQuery(draftQuery(callId))
  const changeDraft = (change: (draft: Draft) => Draft) => {
    client.setQueryData(draftQuery(callId).queryKey, (was = NONE) => change(was))
    drawNow()
  }
  return { draft, changeDraft }
}
