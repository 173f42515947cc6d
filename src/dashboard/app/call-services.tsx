import type { Call } from '../../contract/calls.ts'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import { useSession } from './session-context.ts'

/** What other systems than HostedSuite have for a call, as far as this gateway speaks to them. */
export function CallServices({ call }: { call: Call }) {
  const { services } = useSession()
  const reviewed = useOnDemand(
    'reviewed call',
    () => import('./reviewed-call.tsx'),
    services.rating,
  )
  return (
    <>
      {reviewed.part !== undefined && <reviewed.part.ReviewedCall call={call} />}
      {reviewed.isError && <MissingPart title="Rating and recording" onRetry={reviewed.retry} />}
    </>
  )
}

function MissingPart({ title, onRetry }: { title: string; onRetry: () => void }) {
  return (
    <Message title={title} actions={<Button onClick={onRetry}>Retry</Button>}>
      <p>This part of the page did not arrive. If that stays, reload the page.</p>
    </Message>
  )
}
