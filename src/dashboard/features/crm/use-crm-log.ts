import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { User } from '../../../contract/session.ts'
import { logToCrm } from '../../api/crm.ts'
import { useDrawNow } from '../../shared/use-draw-now.ts'
import { entryQuery, logRemembered, rememberCall, useCrmMemory } from './crm-log.ts'
import type { CrmEntry } from './crm-memory.ts'

/** What is remembered of one call and the CRM, and the way there. */
export function useCrmLog(callId: string, user: User) {
  const client = useQueryClient()
  const memory = useCrmMemory(user)
  const { data: entry } = useQuery(entryQuery(memory, callId))
  const drawNow = useDrawNow()
  const remember = (change: (was: CrmEntry) => CrmEntry) => {
    rememberCall(client, memory, callId, change)
    drawNow()
  }
  const logging = useMutation(logRemembered(client, memory, callId))
  // Of another mount too: whoever comes back to a call finds its log under way.
  const isLogging = useIsMutating({ mutationKey: logToCrm(callId).mutationKey }) > 0
  return { entry, remember, logging, isLogging }
}
