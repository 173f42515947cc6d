import type { FastifyRequest } from 'fastify'
import type { GatewayConfig } from './config.ts'
import { ProblemError } from './problems.ts'
import { readSessionCookie } from './session-cookie.ts'
import { openSession, type SealedSession } from './session-seal.ts'

/**
 * The open session of a request, or SESSION_EXPIRED. Its credentials are the only ones a route can get. A
 * page that belongs to another sign-in than the cookie has been left behind: it must not act as the new one.
 */
export type RequireSession = (request: FastifyRequest) => Promise<SealedSession>

export function createRequireSession(config: GatewayConfig, clock: () => Date): RequireSession {
  return async (request) => {
    const cookie = readSessionCookie(request, config.cookieMode)
    const session = await openSession(cookie, config, clock())
    if (session === null) throw new ProblemError('SESSION_EXPIRED')
    const { 'x-call-review-session': expected = session.sid } = request.headers
    if (expected !== session.sid) throw new ProblemError('SESSION_EXPIRED', { keepsCookie: true })
    return session
  }
}
