import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type CookieProbe,
  type Credentials,
  CredentialsSchema,
  type Services,
  type Session,
  type SignedInSession,
} from '../contract/session.ts'
import type { GatewayConfig } from './config.ts'
import { clearSessionCookies, readCookie, readCookies, setCookie } from './cookies.ts'
import { deriveDraftKey } from './draft-key.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { openKnownBrowser, sealKnownBrowser } from './known-browser.ts'
import { parseRequest, ProblemError } from './problems.ts'
import type { Sessions } from './require-session.ts'
import { type SealedSession, sealSession } from './session-seal.ts'
import type { SharedState } from './shared-state/shared-state.ts'
import { isRefusal, limitSignIn, userDigest } from './sign-in-limits.ts'

type Options = {
  config: GatewayConfig
  clock: () => Date
  wait: (ms: number) => Promise<unknown>
  sharedState: SharedState
  calls: CallsClient
  sessions: Sessions
  services: Services
  hasTeamViews: boolean
}

/** Sealing again on every key press would only fill the network. */
const MOST_SECONDS_BETWEEN_SEALS = 60

/** No refusal of a sign-in is answered sooner, so that the time does not tell what was wrong with it. */
const REFUSAL_FLOOR_MS = 400

const utc = (seconds: number) => new Date(seconds * 1000).toISOString()

/** Sign in, stay, sign out: the only routes that ever set or clear a cookie. */
export function sessionRoutes(app: FastifyInstance, options: Options): void {
  const { config, clock, wait, sharedState, calls, sessions, services, hasTeamViews } = options
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
    draftKeys: config.draftKeys.map((key) => deriveDraftKey(key, credentials)),
    services,
    ...(hasTeamViews && { hasTeamViews }),
  })

  /** Throws INVALID_CREDENTIALS or RATE_LIMITED; gives the cookie by which this browser is known from now on. */
  async function checkSignIn(request: FastifyRequest, credentials: Credentials): Promise<string> {
    const arrivedAt = clock().getTime()
    const user = userDigest(credentials)
    const known = await openKnownBrowser(readCookie(request, 'browser', mode), config, clock())
    const attempt = { user, address: request.ip, browser: known }
    try {
      await limitSignIn(attempt, sharedState, () => calls.checkCredentials(credentials))
    } catch (error) {
      const elapsed = clock().getTime() - arrivedAt
      if (isRefusal(error) && elapsed < REFUSAL_FLOOR_MS) {
        await wait(Math.min(REFUSAL_FLOOR_MS - elapsed, REFUSAL_FLOOR_MS))
      }
      throw error
    }
    return sealKnownBrowser(known, user, config, clock())
  }

  // Addresses end up in logs and histories: nothing that somebody typed may be in one.
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('?')) throw new ProblemError('VALIDATION')
  })

  app.get('/session', async (request, reply): Promise<Session> => {
    const session = await sessions.findSession(request)
    if (session !== null) return describe(session)
    // A cookie that opens nothing would only be refused again.
    if (readCookies(request, 'session', mode).length > 0) clearSessionCookies(reply, mode)
    setCookie(reply, 'probe', mode, '1')
    return { authenticated: false }
  })

  app.get('/session/probe', async (request): Promise<CookieProbe> => ({
    cookies: readCookies(request, 'probe', mode).length > 0,
  }))

  app.post('/session', async (request, reply): Promise<Session> => {
    const credentials = parseRequest(CredentialsSchema, request.body)
    const { customerName, userName } = credentials
    request.asker = { customerName, userName }
    const browser = await checkSignIn(request, credentials)
    const now = seconds()
    const session: SealedSession = {
      sid: randomBytes(16).toString('base64url'),
      credentials,
      issuedAt: now,
      lastActiveAt: now,
      endsAt: now + Math.ceil(config.sessionMaxHours * 3600),
    }
    const sealed = await sealSession(session, config)
    // Whoever was signed in here before is so no longer, on no copy of that cookie.
    await sessions.endSession(request)
    setCookie(reply, 'session', mode, sealed)
    setCookie(reply, 'browser', mode, browser)
    request.asker = { customerName, userName, sid: session.sid }
    request.outcome = 'SIGNED_IN'
    return describe(session)
  })

  // Sent after human input only; reading calls does not keep a session alive, or polling would forever.
  app.post('/session/touch', async (request, reply): Promise<Session> => {
    const session = await sessions.requireSession(request)
    const now = seconds()
    if (now - session.lastActiveAt < secondsBetweenSeals) return describe(session)
    const slid = { ...session, lastActiveAt: now }
    const sealed = await sealSession(slid, config)
    // Asked again at the last moment: a sign-out must not be undone by an answer that was on its way.
    if (await sharedState.hasEnded(session.sid)) throw new ProblemError('SESSION_EXPIRED')
    setCookie(reply, 'session', mode, sealed)
    return describe(slid)
  })

  // Where the end cannot be recorded the cookie stays, so that the person can try again.
  app.delete('/session', async (request, reply) => {
    await sessions.endSession(request)
    if (request.asker !== undefined) request.outcome = 'SIGNED_OUT'
    clearSessionCookies(reply, mode)
    return reply.code(204).send()
  })
}
