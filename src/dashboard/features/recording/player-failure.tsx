import { useQuery, useQueryClient } from '@tanstack/react-query'
import { describeError } from '../../api/problem-text.ts'
import { ratingQueries } from '../../api/ratings.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'

/** Why a recording does not play, which the player itself cannot say. */
export function PlayerFailure({ callId, onRetry }: { callId: string; onRetry: () => void }) {
  const client = useQueryClient()
  const trouble = ratingQueries.recordingTrouble(callId)
  const { error, isPending } = useQuery(trouble)
  const retry = () => {
    client.removeQueries({ queryKey: trouble.queryKey })
    onRetry()
  }
  return (
    <Message
      title="The recording cannot be played"
      tone="warm"
      actions={<Button onClick={retry}>Retry</Button>}
    >
      {!isPending && (
        <p>{error === null ? 'This browser does not play its format.' : describeError(error)}</p>
      )}
    </Message>
  )
}
