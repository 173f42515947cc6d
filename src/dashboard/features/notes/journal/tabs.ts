import { newId } from '../../../shared/new-id.ts'
import type { TextStore } from './text-store.ts'

/** The open pages of this browser. A page that was reloaded is another one. */
export type Tabs = {
  /** This page's own. */
  id: string
  living: () => Promise<ReadonlySet<string>>
  /** Resolves once that page is gone. */
  ended: (id: string) => Promise<void>
  /** Does `work` while no other page does. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>
  leave: () => void
}

/** Every page holds a lock of its own name while it lives; a browser that ends, ends its locks. */
export async function joinTabs(store: TextStore): Promise<Tabs> {
  const id = newId()
  return lockTabs(id).catch(() => leaseTabs(id, store))
}

const PREFIX = 'call-review tab '

async function lockTabs(id: string): Promise<Tabs> {
  const { locks } = navigator
  const leaving = new AbortController()
  const untilLeft = new Promise((resolve) => {
    leaving.signal.addEventListener('abort', resolve)
  })
  await new Promise<void>((granted, refused) => {
    const hold = () => {
      granted()
      return untilLeft
    }
    locks.request(PREFIX + id, hold).catch(refused)
  })
  return {
    id,
    leave: () => leaving.abort(),
    living: async () => {
      const { held = [] } = await locks.query()
      return new Set(
        held.flatMap(({ name = '' }) =>
          name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [],
        ),
      )
    },
    ended: (other) => locks.request(PREFIX + other, () => {}),
    alone: (work) => locks.request('call-review alone', work),
  }
}

const leaseOf = (tabId: string) => JSON.stringify(['tab', tabId])

const LEASE_MS = 10_000
const RENEWAL_MS = 3000

/**
 * Where browsers have no locks (a frame in a page over plain http), a page says every few seconds that it
 * lives. A page in the background, slowed down by the browser, may be taken for dead: its draft is then kept
 * twice, never lost. Nor is anything really done alone; what is sent twice is done once, by its `opId`.
 */
function leaseTabs(id: string, store: TextStore): Tabs {
  const renew = () => void store.write(leaseOf(id), String(Date.now())).catch(() => {})
  renew()
  const timer = setInterval(renew, RENEWAL_MS)

  const living = async () => {
    const leases = (await store.read()).flatMap(([name, text]) => {
      const isFresh = Date.now() - Number(text) < LEASE_MS
      const [kind, tabId] = readName(name)
      return kind === 'tab' && tabId !== undefined && isFresh ? [tabId] : []
    })
    return new Set([id, ...leases])
  }

  return {
    id,
    living,
    ended: async (other) => {
      while ((await living()).has(other))
        await new Promise((resolve) => setTimeout(resolve, RENEWAL_MS))
    },
    alone: (work) => work(),
    leave: () => {
      clearInterval(timer)
      void store.remove(leaseOf(id))
    },
  }
}

/** The parts of a name; none of one that is not ours. */
export function readName(name: string): string[] {
  try {
    const parts: unknown = JSON.parse(name)
    return Array.isArray(parts) ? parts.map(String) : []
  } catch {
    return []
  }
}
