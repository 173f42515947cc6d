import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A password that nothing holds by chance, and that every kind of quoting changes. */
export const CANARY = 'Kx9"ü\\<Zq&7%w+4 vB'

/** What the supervisor's password is in the sandbox, which has it for a user name too. */
const REAL = 'supervisor'

/**
 * HostedSuite with CANARY for the supervisor's password, in front of the sandbox. Like a ServiceStack in
 * DebugMode it says in each of its errors what it was asked, password and all.
 */
export async function startCanaryHost(sandboxUrl: string) {
  let withCanary = 0
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = await text(request)
    const body: { Password?: string } = JSON.parse(asked)
    if (body.Password === CANARY) {
      withCanary += 1
      body.Password = REAL
    }
    const { status, headers, ...answered } = await fetch(new URL(request.url ?? '/', sandboxUrl), {
      method: request.method ?? 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(async (each) => ({
      status: each.status,
      headers: each.headers,
      text: await each.text(),
    }))
    const type = headers.get('content-type') ?? 'text/plain'
    const isFailure = status >= 400
    response.writeHead(status, {
      'content-type': type,
      ...(isFailure && { 'x-request': encodeURIComponent(asked) }),
    })
    response.end(isFailure && type.includes('json') ? addEcho(answered.text, asked) : answered.text)
  }
  const server = createServer((request, response) => {
    // A connection that the sandbox cuts is cut here too.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return {
    url: `http://127.0.0.1:${address.port}/hostedsuite`,
    /** How many requests have come with the password so far. */
    asked: () => withCanary,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function addEcho(json: string, asked: string): string {
  const { ResponseStatus = {} }: { ResponseStatus?: object } = JSON.parse(json)
  const StackTrace = `[REQUEST: ${asked}]`
  return JSON.stringify({ ResponseStatus: { ...ResponseStatus, StackTrace } })
}
