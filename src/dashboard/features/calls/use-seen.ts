import { useEffect, useState } from 'react'
import type { CallPage } from '../../../contract/calls.ts'

/** By id, with the name where there is one: HostedSuite has no list of either. */
export type Seen = {
  clients: ReadonlyMap<string, string>
  centers: ReadonlyMap<string, string>
}

/**
 * The clients and centers of all calls that have been on the page since it was opened, as they were when somebody last
 * looked: a page that is turned need not draw them.
 */
export function useSeen(page: CallPage | undefined): { seen: Seen; look: () => void } {
  const [all] = useState(() => ({
    clients: new Map<string, string>(),
    centers: new Map<string, string>(),
  }))
  const [seen, setSeen] = useState<Seen>(all)
  useEffect(() => {
    for (const { clientId, clientName = '', centerId } of page?.calls ?? []) {
      if (clientId !== undefined) all.clients.set(clientId, clientName)
      if (centerId !== undefined) all.centers.set(centerId, '')
    }
  }, [all, page])
  return {
    seen,
    look: () => setSeen({ clients: new Map(all.clients), centers: new Map(all.centers) }),
  }
}
