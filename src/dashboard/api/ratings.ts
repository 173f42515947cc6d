import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { type RateCall, RatingSchema } from '../../contract/rating.ts'
import { callPath } from './calls.ts'
import { fetchJson, send } from './http.ts'

const ratingPath = (callId: string) => `${callPath(callId)}/rating`

/** Where a player finds the recording of a call. */
export const recordingPath = (callId: string) => `${callPath(callId)}/recording`

export const ratingQueries = {
  detail: (callId: string) =>
    queryOptions({
      queryKey: ['calls', 'rating', callId] as const,
      queryFn: ({ signal }) => fetchJson(ratingPath(callId), RatingSchema, { signal }),
      staleTime: 30_000,
    }),

  /** Why a recording cannot be played: the player itself does not say. Succeeds where the recording comes. */
  recordingTrouble: (callId: string) =>
    queryOptions({
      queryKey: ['calls', 'recording trouble', callId] as const,
      queryFn: async () => {
        const enough = new AbortController()
        await send(recordingPath(callId), { signal: enough.signal })
        enough.abort()
        return null
      },
      gcTime: 0,
    }),
}

/** Changes the members that are given, and shows what Driv.ly then holds. */
export const rateCall = (callId: string) =>
  mutationOptions({
    mutationKey: ['calls', 'rate', callId] as const,
    mutationFn: (change: RateCall) =>
      fetchJson(ratingPath(callId), RatingSchema, { method: 'PATCH', body: change }),
    onSuccess: async (rating, _change, _result, { client }) => {
      const { queryKey } = ratingQueries.detail(callId)
      // A read that is on its way may still bring the older rating.
      await client.cancelQueries({ queryKey })
      client.setQueryData(queryKey, rating)
    },
  })
