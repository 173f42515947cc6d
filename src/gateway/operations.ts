import { access } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Metrics } from './metrics.ts'
import { sendAsData } from './security-headers.ts'
import type { SharedState } from './shared-state/shared-state.ts'

type Options = {
  metrics: Metrics
  sharedState: Pick<SharedState, 'isReady'>
  dashboardDir: string | undefined
  isDraining: () => boolean
}

/**
 * For the machines that keep the gateway running. None of the answers holds anything about people or settings, so
 * they need no session; a proxy keeps the last two to itself all the same.
 */
export function operations(
  app: FastifyInstance,
  { metrics, sharedState, dashboardDir, isDraining }: Options,
): void {
  const hasDashboard = async () =>
    dashboardDir === undefined || isReadable(path.join(dashboardDir, 'index.html'))

  const isReady = async () =>
    (await hasDashboard()) && (await sharedState.isReady()) && !isDraining()

  // Alive means that this process answers. HostedSuite's troubles are no reason to restart it.
  app.get('/healthz', async (_request, reply) => send(reply, { status: 'ok' }))

  app.get('/readyz', async (_request, reply) =>
    (await isReady())
      ? send(reply, { status: 'ready' })
      : send(reply.code(503), { status: 'not ready' }),
  )

  app.get('/metrics', async (_request, reply) =>
    send(reply.type(metrics.registry.contentType), await metrics.registry.metrics()),
  )
}

const send = (reply: FastifyReply, body: unknown) => sendAsData(reply).send(body)

const isReadable = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
