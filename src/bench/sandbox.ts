import { z } from 'zod'
import { startChild } from './child.ts'
import { post } from './http.ts'
import type { Reply } from './http.ts'

/** Both servers ask for them. */
export const CREDENTIALS = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

const ReadySchema = z.object({ url: z.string(), fillMs: z.number() })
const MemorySchema = z.object({ rssBytes: z.number() })
const StallSchema = z.object({ longestMs: z.number() })

export type BenchedSandbox = {
  /** How long opening the store and importing the calls took. */
  fillMs: number
  list(members: object): Promise<Reply>
  update(id: string, notes: string): Promise<Reply>
  rssBytes(): Promise<number>
  /** Since the last time this was asked; the first time, the event loop begins to be watched. */
  longestStallMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a sandbox that imports the calls; resolves once it listens. */
export async function startSandbox(data: string, calls: string): Promise<BenchedSandbox> {
  const { child, ready } = await startChild('bench-sandbox', [data, calls], ReadySchema)
  const api = `${ready.url}/hostedsuite/api`
  return {
    fillMs: ready.fillMs,
    list: (members) => post(`${api}/calls`, { ...CREDENTIALS, ...members }),
    update: (Id, Notes) => post(`${api}/calls/update`, { ...CREDENTIALS, Id, Notes }),
    rssBytes: async () => (await child.ask('memory', MemorySchema)).rssBytes,
    longestStallMs: async () => (await child.ask('stall', StallSchema)).longestMs,
    stop: () => child.stop(),
  }
}
