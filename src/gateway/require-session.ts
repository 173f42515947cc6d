import type { FastifyRequest } from 'fastify'
import type { GatewayConfig } from './config.ts'
import { readCookie, readCookies } from './cookies.ts'
import { ProblemError } from './problems.ts'
import { isIdle, openSession, type SealedSession } from './session-seal.ts'
import type { SharedState } from './shared-state/shared-state.ts'

/**
 * The open session of a request, or SESSION_EXPIRED. Its credentials are the only ones a route can get. A
 * page that belongs to another sign-in than the cookie has been left behind: it must not act as the new one.
 */
export type RequireSession = (request: FastifyRequest) => Promise<SealedSession>

export type Sessions = {
  requireSession: RequireSession
  /** Null for a request of nobody who is signed in. */
  findSession: (request: FastifyRequest) => Promise<SealedSession | null>
  /** Makes every copy of the request's cookies worthless: idle ones too, and all where there are several. */
  endSession: (request: FastifyRequest) => Promise<void>
}

export type SessionsOptions = { config: GatewayConfig; clock: () => Date; sharedState: SharedState }

export function createSessions({ config, clock, sharedState }: SessionsOptions): Sessions {
  const mode = config.cookieMode

  async function open(
    request: FastifyRequest,
    cookie: string | undefined,
  ): Promise<SealedSession | null> {
    const session = await openSession(cookie, config, clock())
    if (session === null) return null
    const { customerName, userName } = session.credentials
    request.asker ??= { customerName, userName, sid: session.sid }
    return session
  }

  async function findSession(request: FastifyRequest): Promise<SealedSession | null> {
    const session = await open(request, readCookie(request, 'session', mode))
    if (session === null || isIdle(session, config, clock())) return null
    return (await sharedState.hasEnded(session.sid)) ? null : session
  }

  return {
    findSession,
    async requireSession(request) {
      const session = await findSession(request)
      const { 'x-call-review-session': expected = session?.sid } = request.headers
      if (session === null || expected !== session.sid) throw new ProblemError('SESSION_EXPIRED')
      return session
    },
    async endSession(request) {
      for (const cookie of readCookies(request, 'session', mode)) {
        const session = await open(request, cookie)
        if (session === null) continue
        await sharedState.endSession(session.sid, new Date(session.endsAt * 1000))
      }
    },
  }
}
