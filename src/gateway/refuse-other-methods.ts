import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from './problems.ts'

/**
 * Listens to the routes that are added from now on. The plugin that it gives, registered after them all, answers
 * METHOD_NOT_ALLOWED where an address is known, but not with that method.
 */
export function refuseOtherMethods(app: FastifyInstance) {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = known.get(url) ?? new Set()
    for (const each of [method].flat()) methods.add(each)
    known.set(url, methods)
  })

  return async (scope: FastifyInstance): Promise<void> => {
    const addresses = [...known].filter(([url]) => !url.includes('*'))
    for (const [url, methods] of addresses) {
      const allow = [...methods].join(', ')
      const refuse = async (_request: FastifyRequest, reply: FastifyReply): Promise<never> => {
        reply.header('allow', allow)
        throw new ProblemError('METHOD_NOT_ALLOWED')
      }
      const method = scope.supportedMethods.filter((each) => !methods.has(each))
      // Before the body is read: what the method would have meant with it is no longer asked.
      scope.route({ method, url, exposeHeadRoute: false, onRequest: refuse, handler: refuse })
    }
  }
}
