import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod/mini'

/**
 * From the arrival of the read at HostedSuite to the answer of the update that followed it, by performance.now():
 * what somebody else writes in that time may be overwritten unseen. A little more than the real window.
 */
type SaveWindow = { from: number; to: number }

const BodySchema = z.object({ CallRecordId: z.optional(z.string()), Id: z.optional(z.string()) })

/** Stands between gateway and HostedSuite and looks at the clock whenever a save passes. */
export async function startRelay(hostedSuiteUrl: string) {
  const readAt = new Map<string, number>()
  const windows: SaveWindow[] = []

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now()
    const body = await text(request)
    const { CallRecordId, Id } = BodySchema.parse(JSON.parse(body))
    if (CallRecordId !== undefined) readAt.set(CallRecordId, arrivedAt)
    const answer = await fetch(`${hostedSuiteUrl}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const json = await answer.text()
    const from = Id === undefined ? undefined : readAt.get(Id)
    if (from !== undefined) windows.push({ from, to: performance.now() })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(json)
  }

  const server = createServer((request, response) => void pass(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    windows,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
