import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WhenOver } from './request-end.ts'

/**
 * Lets the gateway end as soon as its last answer has left, while connections on which nothing is being asked, such
 * as those that browsers open in advance, would hold it. The answers of that time tell the other side to ask
 * elsewhere. Returns whether it has begun.
 */
export function drainGently(app: FastifyInstance, whenOver: WhenOver): () => boolean {
  const unanswered = new Set<FastifyRequest>()
  let isDraining = false

  const leaveWhenDone = () => {
    if (isDraining && unanswered.size === 0) app.server.closeAllConnections()
  }

  app.addHook('onRequest', async (request) => void unanswered.add(request))
  whenOver((request) => {
    unanswered.delete(request)
    leaveWhenDone()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    isDraining = true
    // After this hook Fastify stops listening; nobody can come in behind our back then.
    setImmediate(leaveWhenDone)
  })
  return () => isDraining
}
