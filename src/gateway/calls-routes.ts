import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { type CallQuery, CallQuerySchema } from '../contract/calls.ts'
import { isTimeZone } from './config.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { parseRequest, ProblemError } from './problems.ts'
import type { RequireSession } from './require-session.ts'

type Options = { calls: CallsClient; requireSession: RequireSession }

/** HostedSuite's ids are opaque; only what could be mistaken for a path, a query or a header is refused. */
export const CallPathSchema = z.object({ id: z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/) })

export function callsRoutes(app: FastifyInstance, { calls, requireSession }: Options): void {
  // A POST that only reads: filters name people and numbers, and addresses end up in logs.
  app.post('/api/calls', async (request) => {
    const { credentials } = await requireSession(request)
    return calls.listCalls(credentials, parseCallQuery(request.body))
  })

  app.get('/api/calls/:id', async (request) => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    return calls.readCall(credentials, id)
  })
}

/** Adds what the shape alone cannot say: the zone exists, and no range is upside down. */
function parseCallQuery(body: unknown): CallQuery {
  const query = parseRequest(CallQuerySchema, body)
  const { from = '', to = '', minTalkSeconds = 0, maxTalkSeconds = Infinity, timeZone } = query
  const isReversed = to !== '' && from.slice(0, to.length) > to.slice(0, from.length)
  const fields = [
    ...(timeZone !== undefined && !isTimeZone(timeZone)
      ? [{ name: 'timeZone', message: 'There is no such time zone.' }]
      : []),
    ...(isReversed ? [{ name: 'to', message: 'The range ends before it starts.' }] : []),
    ...(minTalkSeconds > maxTalkSeconds
      ? [{ name: 'maxTalkSeconds', message: 'The most is less than the least.' }]
      : []),
  ]
  if (fields.length > 0) throw new ProblemError('VALIDATION', { fields })
  return query
}
