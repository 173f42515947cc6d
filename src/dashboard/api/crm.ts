import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { CrmPreviewSchema, LoggedCallSchema, type LogToCrm } from '../../contract/crm.ts'
import { callPath } from './calls.ts'
import { fetchJson } from './http.ts'

const crmPath = (callId: string) => `${callPath(callId)}/crm`

export const crmQueries = {
  /** What would be sent of a call. Never from the cache: a transcript may have come meanwhile. */
  preview: (callId: string) =>
    queryOptions({
      queryKey: ['calls', 'crm', callId] as const,
      queryFn: ({ signal }) => fetchJson(crmPath(callId), CrmPreviewSchema, { signal }),
      staleTime: 0,
    }),
}

/** Writes a call into the CRM. Doing it twice makes one record. */
export const logToCrm = (callId: string) =>
  mutationOptions({
    mutationKey: ['calls', 'log to crm', callId] as const,
    mutationFn: (log: LogToCrm) =>
      fetchJson(crmPath(callId), LoggedCallSchema, { method: 'POST', body: log }),
  })
