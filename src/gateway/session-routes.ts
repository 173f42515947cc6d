import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { CredentialsSchema, type SignedInSession } from '../contract/session.ts'
import type { GatewayConfig } from './config.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { parseRequest, ProblemError } from './problems.ts'
import type { Sessions } from './require-session.ts'
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts'
import { type SealedSession, sealSession } from './session-seal.ts'
import type { SharedState } from './shared-state/shared-state.ts'

type Options = {
  config: GatewayConfig
  clock: () => Date
  sharedState: SharedState
  calls: CallsClient
  sessions: Sessions
}

/** Sealing again on every key press would only fill the network. */
const MOST_SECONDS_BETWEEN_SEALS = 60

const utc = (seconds: number) => new Date(seconds * 1000).toISOString()

/** Sign in, stay, sign out: the only routes that ever set the cookie. */
export function sessionRoutes(app: FastifyInstance, options: Options): void {
  const { config, clock, sharedState, calls, sessions } = options
  const mode = config.cookieMode
  // A short idle time leaves room for several touches, or constant work could not keep a session.
  const secondsBetweenSeals = Math.min(MOST_SECONDS_BETWEEN_SEALS, config.sessionIdleMinutes * 15)
  const seconds = () => Math.floor(clock().getTime() / 1000)

  const describe = ({
    sid,
    credentials,
    lastActiveAt,
    endsAt,
  }: SealedSession): SignedInSession => ({
    authenticated: true,
    id: sid,
    user: { customerName: credentials.customerName, userName: credentials.userName },
    timeZone: config.hostedSuiteTimeZone,
    idleEndsAt: utc(Math.min(lastActiveAt + config.sessionIdleMinutes * 60, endsAt)),
    endsAt: utc(endsAt),
  })

  app.get('/session', async (request) => {
    const session = await sessions.findSession(request)
    return session === null ? { authenticated: false } : describe(session)
  })

  app.post('/session', async (request, reply) => {
    const credentials = parseRequest(CredentialsSchema, request.body)
    await calls.checkCredentials(credentials)
    await sessions.endSession(request)
    const now = seconds()
    const session: SealedSession = {
      sid: randomBytes(16).toString('base64url'),
      credentials,
      issuedAt: now,
      lastActiveAt: now,
      endsAt: now + Math.ceil(config.sessionMaxHours * 3600),
    }
    setSessionCookie(reply, mode, await sealSession(session, config))
    return describe(session)
  })

  // Sent after human input only; reading calls does not keep a session alive, or polling would forever.
  app.post('/session/touch', async (request, reply) => {
    const session = await sessions.requireSession(request)
    const now = seconds()
    if (now - session.lastActiveAt < secondsBetweenSeals) return describe(session)
    const slid = { ...session, lastActiveAt: now }
    const sealed = await sealSession(slid, config)
    // Asked again at the last moment: a sign-out must not be undone by an answer that was on its way.
    if (await sharedState.hasEnded(session.sid)) throw new ProblemError('SESSION_EXPIRED')
    setSessionCookie(reply, mode, sealed)
    return describe(slid)
  })

  // Where the end cannot be recorded the cookie stays, so that the person can try again.
  app.delete('/session', async (request, reply) => {
    await sessions.endSession(request)
    clearSessionCookie(reply, mode)
    return reply.code(204).send()
  })
}
