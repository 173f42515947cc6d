import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { User } from '../../../contract/session.ts'
import { logToCrm } from '../../api/crm.ts'
import { RequestError } from '../../api/http.ts'
import { createCrmMemory, type CrmEntry, type CrmMemory } from './crm-memory.ts'

export const useCrmMemory = ({ customerName, userName }: User): CrmMemory =>
  useMemo(
    () => createCrmMemory(`crm ${JSON.stringify([customerName, userName])}`, () => localStorage),
    [customerName, userName],
  )

/** What is remembered of a call and the CRM. */
export const entryQuery = (memory: CrmMemory, callId: string) =>
  queryOptions({
    queryKey: ['crm entry', callId] as const,
    queryFn: () => memory.read(callId),
    initialData: () => memory.read(callId),
    staleTime: Infinity,
  })

export function rememberCall(
  client: QueryClient,
  memory: CrmMemory,
  callId: string,
  change: (was: CrmEntry) => CrmEntry,
): void {
  const next = change(memory.read(callId))
  memory.write(callId, next)
  client.setQueryData(entryQuery(memory, callId).queryKey, next)
}

/** Whether the CRM may hold the call although nobody said so. */
export const isUncertain = (error: unknown): boolean =>
  !(error instanceof RequestError) ||
  error.problem === undefined ||
  error.problem.code === 'SERVICE_UNCONFIRMED' ||
  error.problem.code === 'INTERNAL'

/** Logs a call and remembers how that went. It goes on when what has asked for it is no longer shown. */
export const logRemembered = (client: QueryClient, memory: CrmMemory, callId: string) =>
  mutationOptions({
    ...logToCrm(callId),
    onMutate: () => rememberCall(client, memory, callId, (was) => ({ ...was, isOpen: true })),
    onSuccess: ({ callNumber, loggedAt }) =>
      rememberCall(client, memory, callId, ({ interactionId }) => ({
        ...(interactionId !== undefined && { interactionId }),
        callNumber,
        loggedAt,
      })),
    onError: (error) => {
      if (isUncertain(error)) return
      rememberCall(client, memory, callId, ({ isOpen: _closed, ...was }) => was)
    },
  })
