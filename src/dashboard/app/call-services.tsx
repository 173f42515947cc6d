import type { Call } from '../../contract/calls.ts'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import { useSession } from './session-context.ts'

/** What other systems than HostedSuite have for a call, as far as this gateway speaks to them. */
export function CallServices({ call }: { call: Call }) {
  const { services, user } = useSession()
  const reviewed = useOnDemand(
    'reviewed call',
    () => import('./reviewed-call.tsx'),
    services.rating,
  )
  const crm = useOnDemand(
    'log to crm',
    () => import('../features/crm/log-to-crm.tsx'),
    services.crm,
  )
  return (
    <>
      {reviewed.part !== undefined && <reviewed.part.ReviewedCall call={call} />}
      {reviewed.isError && <MissingPart title="Rating and recording" onRetry={reviewed.retry} />}
      {crm.part !== undefined && <crm.part.LogToCrm callId={call.id} user={user} />}
      {crm.isError && <MissingPart title="CRM" onRetry={crm.retry} />}
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
