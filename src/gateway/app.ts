// The door between the browser and HostedSuite: it holds the session, and lets through what is listed here.
import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { callsRoutes } from './calls-routes.ts'
import type { GatewayConfig } from './config.ts'
import { crmRoutes } from './crm-routes.ts'
import { dashboardFiles } from './dashboard-files.ts'
import { drainGently } from './drain.ts'
import { createDrivlyClient } from './drivly/drivly-client.ts'
import { createGuard, createHostGuard, headerGuard } from './guard.ts'
import { createCallsClient, type Deadlines } from './hostedsuite/calls-client.ts'
import type { SendJson } from './hostedsuite/send.ts'
import { describeError, logBreaker, type LogStream, logOptions, logRequests } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { notesRoutes } from './notes-routes.ts'
import { operations } from './operations.ts'
import { createCrmClient } from './oracle/crm-client.ts'
import { recordOutcomes } from './outcome.ts'
import { answerProblem, ProblemError } from './problems.ts'
import { ratingRoutes } from './rating-routes.ts'
import { followRequests } from './request-end.ts'
import { refuseOtherMethods } from './refuse-other-methods.ts'
import { createSessions, type Sessions } from './require-session.ts'
import { securityHeaders, sendAsData } from './security-headers.ts'
import type { ServiceSettings } from './service-settings.ts'
import { sessionRoutes } from './session-routes.ts'
import type { SharedState } from './shared-state/shared-state.ts'
import { parseJsonStrictly } from './strict-json.ts'
import { overlookExpectations, refuseUnreadable } from './unreadable-requests.ts'
import type { ReadTeamViews } from './views-file.ts'
import { viewsRoutes } from './views-routes.ts'

export type GatewayDependencies = {
  hostedSuite: SendJson
  /** Driv.ly and the CRM, as far as there are any. */
  services?: ServiceSettings
  /** The views that everybody is given, if there are any. */
  readTeamViews?: ReadTeamViews
  deadlines?: Deadlines
  sharedState: SharedState
  clock: () => Date
  /** Lets that many milliseconds pass. */
  wait: (ms: number) => Promise<unknown>
  /** The built dashboard; without one the gateway serves its routes alone. */
  dashboardDir?: string
  log?: LogStream
  /** Where what it does is counted; by default, in numbers of its own. */
  metrics?: Metrics
}

/** Generous for a filter or a sign-in; notes have a limit of their own. */
const BODY_BYTES = 128 * 1024

export function createGateway(
  config: GatewayConfig,
  {
    hostedSuite,
    services = {},
    readTeamViews,
    deadlines,
    sharedState,
    clock,
    wait,
    dashboardDir,
    log,
    metrics = createMetrics(),
  }: GatewayDependencies,
): FastifyInstance {
  const headers = securityHeaders(config)
  const app = Fastify({
    logger: logOptions(config.logLevel, log),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES,
    // Who asks on an open connection while the gateway ends is answered; the port is closed by then.
    return503OnClosing: false,
    // The client is the first address from the right that is none of our proxies: the rest anybody can write.
    trustProxy: config.trustedProxies.length > 0 && config.trustedProxies,
    // Longer ids than any route accepts, so that the route refuses them and not the router.
    routerOptions: { maxParamLength: 512 },
    // One slow sender must not hold a socket beyond ten seconds: Node, which looks for late requests only every
    // 30 s by default, finds them up to one second after their limit.
    requestTimeout: 8000,
    http: {
      headersTimeout: 5000,
      connectionsCheckingInterval: 1000,
      // The guard refuses it, with the headers that all answers have.
      requireHostHeader: false,
    },
    clientErrorHandler: refuseUnreadable(headers),
    // Fails before any hook has run, so the headers are set here too.
    frameworkErrors: (error, request, reply) => {
      void answerProblem(error, request, sendAsData(reply.headers(headers)))
    },
  })
  overlookExpectations(app)
  app.removeContentTypeParser('text/plain')
  parseJsonStrictly(app)

  recordOutcomes(app)
  logRequests(app, clock)
  const whenOver = followRequests(app)
  whenOver(metrics.countRequest)
  const isDraining = drainGently(app, whenOver)
  const otherMethods = refuseOtherMethods(app)
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  app.addHook('onRequest', headerGuard)
  app.addHook('onRequest', createHostGuard(config))
  app.register(fastifyCookie)
  const sessions = createSessions({ config, clock, sharedState })
  app.setErrorHandler<FastifyError | ProblemError>(async (error, request, reply) => {
    if (error.code === 'UPSTREAM_AUTH_REJECTED') await endRejected(request, sessions)
    return answerProblem(error, request, sendAsData(reply))
  })

  operations(app, { metrics, sharedState, dashboardDir, isDraining })

  const noteBreaker = logBreaker(app.log)
  const calls = createCallsClient({
    ...config,
    send: hostedSuite,
    clock,
    deadlines,
    observe: (event) => {
      metrics.observeHostedSuite(event)
      noteBreaker(event)
    },
    onFinding: (finding) => {
      metrics.countFinding(finding)
      app.log.info({ code: finding })
    },
  })
  const drivly = services.drivly && createDrivlyClient(services.drivly)
  const crm = services.crm && createCrmClient(services.crm, clock)
  const { requireSession } = sessions
  app.register(async (guarded) => {
    guarded.addHook('onRequest', async (_request, reply) => void sendAsData(reply))
    guarded.addHook('onRequest', createGuard(config))
    guarded.register(async (scope) =>
      sessionRoutes(scope, {
        config,
        clock,
        wait,
        sharedState,
        calls,
        sessions,
        services: { rating: services.drivly !== undefined, crm: services.crm !== undefined },
        hasTeamViews: readTeamViews !== undefined,
      }),
    )
    callsRoutes(guarded, { calls, requireSession })
    notesRoutes(guarded, { calls, clock, requireSession })
    if (drivly !== undefined) ratingRoutes(guarded, { calls, drivly, requireSession })
    if (crm !== undefined) {
      const { publicOrigin } = config
      crmRoutes(guarded, { calls, drivly, crm, publicOrigin, requireSession })
    }
    if (readTeamViews !== undefined) viewsRoutes(guarded, { readTeamViews, requireSession })
    guarded.all('/api/*', refuseUnknown)
    guarded.all('/session/*', refuseUnknown)
  })

  app.register(otherMethods)

  if (dashboardDir === undefined) app.setNotFoundHandler(refuseUnknown)
  else dashboardFiles(app, dashboardDir)
  return app
}

/**
 * HostedSuite has refused the credentials once. Neither another tab nor another gateway may send them again: a
 * few more refusals would lock the account there.
 */
async function endRejected(request: FastifyRequest, { endSession }: Sessions): Promise<void> {
  try {
    await endSession(request)
  } catch (error) {
    request.server.log.warn({ requestId: request.id, code: 'UNAVAILABLE', ...describeError(error) })
  }
}

async function refuseUnknown(): Promise<never> {
  throw new ProblemError('NOT_FOUND')
}
