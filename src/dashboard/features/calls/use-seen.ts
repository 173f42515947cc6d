import { useState } from 'react'
import type { CallPage, CallSummary } from '../../../contract/calls.ts'

/** By id, with the name where there is one: HostedSuite has no list of either. */
export type Seen = {
  clients: ReadonlyMap<string, string>
  centers: ReadonlyMap<string, string>
}

const OF: Record<
  keyof Seen,
  (call: CallSummary) => [id: string | undefined, name?: string | undefined]
> = {
  clients: ({ clientId, clientName }) => [clientId, clientName],
  centers: ({ centerId }) => [centerId],
}

/** The clients and centers of all calls that have been on the page since it was opened. */
export function useSeen(page: CallPage | undefined): Seen {
  const [looked, setLooked] = useState<CallPage>()
  const [seen, setSeen] = useState<Seen>({ clients: new Map(), centers: new Map() })
  if (page === undefined || page === looked) return seen
  const next = {
    clients: withAll(seen.clients, page.calls.map(OF.clients)),
    centers: withAll(seen.centers, page.calls.map(OF.centers)),
  }
  setLooked(page)
  setSeen(next)
  return next
}

function withAll(
  seen: ReadonlyMap<string, string>,
  found: [id: string | undefined, name?: string | undefined][],
): ReadonlyMap<string, string> {
  const all = new Map(seen)
  for (const [id, name = ''] of found) if (id !== undefined) all.set(id, name)
  return all
}
