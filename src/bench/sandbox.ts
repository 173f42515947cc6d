import { z } from 'zod'
import { startChild } from './child.ts'
import { post } from './http.ts'
import type { Reply } from './http.ts'

const CREDENTIALS = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

const ReadySchema = z.object({ url: z.string(), fillMs: z.number() })
const VitalsSchema = z.object({ rssBytes: z.number(), longestStallMs: z.number() })

type Vitals = z.output<typeof VitalsSchema>

export type BenchedSandbox = {
  /** How long opening the store and importing the calls took. */
  fillMs: number
  list(members: object): Promise<Reply>
  update(id: string, notes: string): Promise<Reply>
  /** Memory now, and the longest stall of the event loop since the last time this was asked. */
  vitals(): Promise<Vitals>
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
    vitals: () => child.ask('vitals', VitalsSchema),
    stop: () => child.stop(),
  }
}
