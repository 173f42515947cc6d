import type { FastifyInstance, FastifyReply } from 'fastify'
import * as z from 'zod/mini'
import {
  CallIdSchema,
  type CallQuery,
  CallQuerySchema,
  isReversedRange,
} from '../contract/calls.ts'
import { isTimeZone } from './config.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { parseRequest, ProblemError } from './problems.ts'
import type { RequireSession } from './require-session.ts'

type Options = { calls: CallsClient; requireSession: RequireSession }

export const CallPathSchema = z.object({ id: CallIdSchema })

export function callsRoutes(app: FastifyInstance, { calls, requireSession }: Options): void {
  // A POST that only reads: filters name people and numbers, and addresses end up in logs.
  app.post('/api/calls', async (request, reply) => {
    const { credentials } = await requireSession(request)
    return calls.listCalls(credentials, parseCallQuery(request.body), untilGone(reply))
  })

  app.get('/api/calls/:id', async (request, reply) => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    return calls.readCall(credentials, id, untilGone(reply))
  })
}

/** Aborts once the browser has hung up without its answer: it asks anew at every change of a filter. */
export function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  if (raw.destroyed) gone.abort()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}

/** Adds what the shape alone cannot say: the zone exists, and no range is upside down. */
function parseCallQuery(body: unknown): CallQuery {
  const query = parseRequest(CallQuerySchema, body)
  const { from, to, minTalkSeconds = 0, maxTalkSeconds = Infinity, timeZone } = query
  const fields = [
    ...(timeZone !== undefined && !isTimeZone(timeZone)
      ? [{ name: 'timeZone', message: 'There is no such time zone.' }]
      : []),
    ...(isReversedRange(from, to)
      ? [{ name: 'to', message: 'The range ends before it starts.' }]
      : []),
    ...(minTalkSeconds > maxTalkSeconds
      ? [{ name: 'maxTalkSeconds', message: 'The most is less than the least.' }]
      : []),
  ]
  if (fields.length > 0) throw new ProblemError('VALIDATION', { fields })
  return query
}
