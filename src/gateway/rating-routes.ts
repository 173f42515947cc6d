import type { FastifyInstance } from 'fastify'
import { RateCallSchema, type Rating } from '../contract/rating.ts'
import { CallPathSchema, untilGone } from './calls-routes.ts'
import type { DrivlyClient } from './drivly/drivly-client.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { parseRequest } from './problems.ts'
import type { RequireSession } from './require-session.ts'
import { withDeadline } from './upstream/deadline.ts'

type Options = { calls: CallsClient; drivly: DrivlyClient; requireSession: RequireSession }

/** HostedSuite and Driv.ly together; pages wait for 20 seconds. */
const DEADLINE_MS = 18_000

/**
 * Driv.ly is asked with the gateway's own key. So each of these reads the call first, as the person who asks:
 * who may not see it in HostedSuite learns and changes nothing, and causes no request to Driv.ly.
 */
export function ratingRoutes(app: FastifyInstance, options: Options): void {
  const { calls, drivly, requireSession } = options

  app.get('/api/calls/:id/rating', async (request, reply): Promise<Rating> => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const gone = untilGone(reply)
    const known = await drivly.read(await calls.readCall(credentials, id, gone), gone)
    return known === null ? { isKnown: false } : drivly.describe(known)
  })

  app.patch('/api/calls/:id/rating', async (request): Promise<Rating> => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const change = parseRequest(RateCallSchema, request.body)
    return withDeadline(DEADLINE_MS, async (signal) =>
      drivly.change(await calls.readCall(credentials, id, signal), change, signal),
    )
  })

  // Asked for by the player itself, part by part: a HEAD of it would only be a second way.
  app.get('/api/calls/:id/recording', { exposeHeadRoute: false }, async (request, reply) => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const gone = untilGone(reply)
    const call = await calls.readCall(credentials, id, gone)
    const { status, headers, body } = await drivly.openRecording(call, request.headers.range, gone)
    return reply.code(status).headers(headers).send(body)
  })
}
