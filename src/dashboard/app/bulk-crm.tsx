import { useState } from 'react'
import type { CallSummary } from '../../contract/calls.ts'
import { Button } from '../shared/button.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import { PartFailed } from './part-failed.tsx'
import { useSession } from './session-context.ts'

/** Logs the chosen calls to the CRM, where this gateway speaks to one. */
export function BulkCrm({ calls }: { calls: readonly CallSummary[] }) {
  const { services, user } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const bulk = useOnDemand(
    'log calls to crm',
    () => import('../features/crm/log-calls-to-crm.tsx'),
    isOpen,
  )
  const close = () => setIsOpen(false)
  if (!services.crm) return null
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Log to CRM</Button>
      {isOpen && bulk.part !== undefined && (
        <bulk.part.LogCallsToCrm calls={calls} user={user} onClose={close} />
      )}
      {isOpen && bulk.isError && <PartFailed name="Logging" onRetry={bulk.retry} onClose={close} />}
    </>
  )
}
