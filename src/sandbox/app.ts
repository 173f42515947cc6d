import { BlockList } from 'node:net'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { comingCalls } from './coming-calls.ts'
import { ConfigurationError } from './configuration-error.ts'
import { drivlyRoutes } from './drivly/routes.ts'
import { NO_FAULTS, parseFaults } from './faults.ts'
import type { Faults, FaultSwitches } from './faults.ts'
import { hostedsuiteRoutes } from './hostedsuite/routes.ts'
import { oracleRoutes } from './oracle/routes.ts'
import type { CallStore } from './store/call-store.ts'
import type { RecordStore } from './store/record-store.ts'

type Sandbox = {
  /** Stays the caller's: closing the app does not close it. */
  store: CallStore
  /** The caller's too. Of Oracle CRM and Driv.ly, which are there only with it. */
  records?: RecordStore
  faults: Faults
  clock?: () => Date
  /** One line per request and per unexpected failure, without query string or body. */
  log?: (line: string) => void
}

/** In a path, percent-encoded; a longer one is not found. */
const LONGEST_ID = 1000

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/**
 * The upstream systems' stand-ins, one mount each. Without a port: tests inject, `runSandbox` listens.
 * `/faults` is the whole set of fault switches, replaced as one by PUT and turned off by DELETE; `POST /calls` has
 * calls come in.
 */
export function createSandbox({
  store,
  records,
  faults,
  clock = () => new Date(),
  log: writeLine,
}: Sandbox): FastifyInstance {
  const switches: FaultSwitches = { current: faults }
  const app = Fastify({
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: LONGEST_ID,
    },
  })

  const log = writeLine ?? (() => undefined)
  if (writeLine !== undefined) {
    app.addHook('onResponse', async ({ method, url }, reply) => {
      const path = url.replace(/\?.*/s, '')
      log(`${method} ${path} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`)
    })
  }
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection kept alive after the last answer would hold the close up until it times out.
    if (isClosing) reply.header('connection', 'close')
    done()
  })
  // ServiceStack answers a wrong path and a wrong verb alike.
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('404'))

  app.get('/healthz', async () => ({ status: 'ok' }))
  app.register(async (control) => {
    control.addHook('onRequest', async ({ ip }, reply) => {
      const isLocal = loopback.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4')
      if (!isLocal) return reply.callNotFound()
    })
    control.get('/faults', async () => switches.current)
    control.put('/faults', async ({ body }, reply) => {
      try {
        switches.current = parseFaults(body, 'faults')
        return switches.current
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error
        return reply.code(400).send({ message: error.message })
      }
    })
    control.delete('/faults', async () => {
      switches.current = NO_FAULTS
      return switches.current
    })
    comingCalls(control, { store, clock })
  })
  app.register(hostedsuiteRoutes, { prefix: '/hostedsuite/api', store, switches, log })
  if (records !== undefined) {
    app.register(oracleRoutes, { prefix: '/oracle', records, switches, clock, log })
    app.register(drivlyRoutes, { prefix: '/drivly', store, records, switches, log })
  }
  return app
}
