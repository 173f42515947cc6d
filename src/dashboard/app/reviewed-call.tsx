import { useQuery } from '@tanstack/react-query'
import type { Call } from '../../contract/calls.ts'
import { describeError } from '../api/problem-text.ts'
import { ratingQueries } from '../api/ratings.ts'
import { RatingForm } from '../features/rating/rating-form.tsx'
import { Recording } from '../features/recording/recording.tsx'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'

/** What Driv.ly has for a call. It comes after the call and holds nothing up. */
export function ReviewedCall({ call }: { call: Call }) {
  const { data: rating, error, refetch } = useQuery(ratingQueries.detail(call.id))
  if (rating === undefined && error !== null) {
    return (
      <Message
        title="Rating and recording are not available"
        tone="warm"
        actions={<Button onClick={() => void refetch()}>Retry</Button>}
      >
        <p>{describeError(error)}</p>
      </Message>
    )
  }
  if (rating === undefined) return <p>Reading rating and recording…</p>
  if (!rating.isKnown) return <p>Driv.ly has no such call: there is nothing to rate.</p>
  return (
    <>
      <RatingForm callId={call.id} known={rating} callerNumber={call.callerNumber} />
      <Recording callId={call.id} known={rating} />
    </>
  )
}
