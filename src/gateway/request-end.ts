import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type RequestEnd = (request: FastifyRequest, reply: FastifyReply) => void

/** Adds one that is called for every request from now on. */
export type WhenOver = (onEnd: RequestEnd) => void

/**
 * When a request is over: its answer has left, or nobody waits for it any more. Fastify's own hook misses the
 * second. One listener serves all, because Node warns of more than ten and Fastify adds up to eight of its own.
 */
export function followRequests(app: FastifyInstance): WhenOver {
  const listeners: RequestEnd[] = []
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => {
      for (const onEnd of listeners) onEnd(request, reply)
    })
  })
  return (onEnd) => void listeners.push(onEnd)
}
