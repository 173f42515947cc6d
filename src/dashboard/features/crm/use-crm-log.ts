import {
  queryOptions,
  useIsMutating,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { User } from '../../../contract/session.ts'
import { logToCrm } from '../../api/crm.ts'
import { RequestError } from '../../api/http.ts'
import { createCrmMemory, type CrmEntry, type CrmMemory } from './crm-memory.ts'

const entryQuery = (memory: CrmMemory, callId: string) =>
  queryOptions({
    queryKey: ['crm entry', callId] as const,
    queryFn: () => memory.read(callId),
    initialData: () => memory.read(callId),
    staleTime: Infinity,
  })

/** Whether the CRM may hold the call although nobody said so. */
const isUncertain = (error: unknown) =>
  !(error instanceof RequestError) ||
  error.problem === undefined ||
  error.problem.code === 'SERVICE_UNCONFIRMED' ||
  error.problem.code === 'TIMEOUT'

/** What is remembered of a call and the CRM, and the way there. It goes on when the drawer shows another call. */
export function useCrmLog(callId: string, { customerName, userName }: User) {
  const client = useQueryClient()
  const memory = useMemo(
    () => createCrmMemory(`crm ${JSON.stringify([customerName, userName])}`, () => localStorage),
    [customerName, userName],
  )
  const { data: entry } = useQuery(entryQuery(memory, callId))
  const remember = (change: (was: CrmEntry) => CrmEntry) => {
    const next = change(memory.read(callId))
    memory.write(callId, next)
    client.setQueryData(entryQuery(memory, callId).queryKey, next)
  }
  const logging = useMutation({
    ...logToCrm(callId),
    onMutate: () => remember((was) => ({ ...was, isOpen: true })),
    onSuccess: ({ callNumber, loggedAt }) =>
      remember(({ interactionId }) => ({
        ...(interactionId !== undefined && { interactionId }),
        callNumber,
        loggedAt,
      })),
    onError: (error) => {
      if (!isUncertain(error)) remember(({ isOpen: _closed, ...was }) => was)
    },
  })
  // Of another mount too: whoever comes back to a call finds its log under way.
  const isLogging = useIsMutating({ mutationKey: logToCrm(callId).mutationKey }) > 0
  return { entry, remember, logging, isLogging }
}
