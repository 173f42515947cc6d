// Where gateway and sandbox meet: reads the command line and the environment, starts both, stops both.
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createGateway } from './gateway/app.ts'
import {
  ConfigurationError as GatewayConfigurationError,
  type GatewayConfig,
  readGatewayConfig,
} from './gateway/config.ts'
import { createHostedSuiteSender } from './gateway/hostedsuite/send.ts'
import { describeError } from './gateway/log.ts'
import { createMetrics } from './gateway/metrics.ts'
import { readServices, type ServiceSettings } from './gateway/service-settings.ts'
import { createSharedState } from './gateway/shared-state/create-shared-state.ts'
import { openViewsFile, type ReadTeamViews } from './gateway/views-file.ts'
import { ConfigurationError as SandboxConfigurationError } from './sandbox/configuration-error.ts'
import { readSandboxOptions, SANDBOX_FLAGS } from './sandbox/options.ts'
import { runSandbox } from './sandbox/run.ts'

const FLAGS = {
  ...SANDBOX_FLAGS,
  /** Without one of its other flags, this alone asks for the embedded sandbox. */
  sandbox: { type: 'boolean' },
  'sandbox-port': { type: 'string' },
} as const

/** Service managers kill after ten seconds. What HostedSuite has not answered by then is cut off. */
const DRAIN_LIMIT_MS = 9_000

const stopping = new AbortController()
const { signal } = stopping
const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve))
process.on('SIGTERM', () => stopping.abort())
process.on('SIGINT', () => stopping.abort())

const clock = () => new Date()

type Running = { close: () => Promise<unknown> }

/** The gateway is the last one started and the first one stopped: it needs the sandbox to the end. */
const running: Running[] = []

async function start(): Promise<void> {
  const { port, sandbox, 'sandbox-port': sandboxPort = '0', ...flags } = parseFlags()
  const isEmbedding = sandbox === true || Object.values(flags).some((flag) => flag !== undefined)
  const config = readGatewayConfig({
    ...process.env,
    ...(port !== undefined && { PORT: port }),
    // A newcomer at a terminal wants the address, not a line for every request.
    LOG_LEVEL: process.env.LOG_LEVEL ?? (isEmbedding ? 'warn' : 'info'),
  })
  if (
    config.hostedSuiteUrl !== undefined &&
    Object.values(flags).some((flag) => flag !== undefined)
  ) {
    throw new GatewayConfigurationError(
      'HOSTEDSUITE_URL is set, so there is no sandbox to give calls to: unset it, or leave the sandbox flags out.',
    )
  }
  if (config.hostedSuiteUrl === undefined && !isEmbedding) {
    throw new GatewayConfigurationError(
      'HOSTEDSUITE_URL is not set: name the host of HostedSuite, or use --sandbox to try without one.',
    )
  }
  const configured = readServices(process.env)
  const readTeamViews = openViewsFile(process.env)
  const { url, services } =
    config.hostedSuiteUrl === undefined
      ? await embed({ ...flags, port: sandboxPort })
      : { url: config.hostedSuiteUrl, services: {} }
  const address = await listen(config, url, {
    services: { ...services, ...configured },
    ...(readTeamViews && { readTeamViews }),
  })
  process.stdout.write(`Call Review ready on ${address}\n`)
}

function parseFlags() {
  try {
    return parseArgs({ options: FLAGS }).values
  } catch (cause) {
    // Its message names the flag.
    throw new GatewayConfigurationError(cause instanceof Error ? cause.message : '', { cause })
  }
}

/** Starts the sandbox beside the gateway, which then reaches it as it would reach the real host. */
async function embed(flags: Parameters<typeof readSandboxOptions>[0]) {
  const sandbox = await runSandbox(readSandboxOptions(flags), { signal })
  running.push(sandbox)
  process.stdout.write(
    `Sandbox: ${sandbox.url}\n` +
      'Sign in with customer name demo, user name supervisor, password supervisor.\n',
  )
  const services = readServices({
    DRIVLY_URL: `${sandbox.url}/drivly`,
    DRIVLY_API_KEY: 'drivly',
    ORACLE_CRM_URL: `${sandbox.url}/oracle`,
    ORACLE_CRM_USER: 'crm',
    ORACLE_CRM_PASSWORD: 'crm',
  })
  return { url: `${sandbox.url}/hostedsuite`, services }
}

async function listen(
  config: GatewayConfig,
  hostedSuiteUrl: string,
  optional: { services: ServiceSettings; readTeamViews?: ReadTeamViews },
): Promise<string> {
  const sharedState = createSharedState({ ...config, clock })
  running.push(sharedState)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const metrics = createMetrics(registry)
  const gateway = createGateway(config, {
    hostedSuite: createHostedSuiteSender(hostedSuiteUrl),
    ...optional,
    sharedState,
    clock,
    wait,
    dashboardDir: fileURLToPath(new URL('../dashboard', import.meta.url)),
    metrics,
  })
  running.push(gateway)
  endAfterCrash(gateway)
  try {
    return await gateway.listen({ port: config.port, host: config.host })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const why = {
      EADDRINUSE: `PORT ${config.port} is in use.`,
      EACCES: `PORT ${config.port} is not allowed.`,
      ENOTFOUND: `HOST ${config.host} is not known.`,
      EADDRNOTAVAIL: `HOST ${config.host} is not an address of this machine.`,
    }[String(code)]
    if (why === undefined) throw cause
    throw new GatewayConfigurationError(why, { cause })
  }
}

/**
 * After an error that nobody caught, a rejected promise included, nobody knows what still holds: the process answers
 * what it can and ends, and its service manager starts another one.
 */
function endAfterCrash(gateway: FastifyInstance): void {
  process.on('uncaughtException', (error) => {
    gateway.log.fatal({ code: 'CRASHED', ...describeError(error) })
    process.exitCode = 1
    stopping.abort()
  })
}

try {
  await start()
  await stopped
} catch (error) {
  const isConfiguration =
    error instanceof GatewayConfigurationError || error instanceof SandboxConfigurationError
  if (isConfiguration) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  } else if (!signal.aborted) throw error
} finally {
  setTimeout(() => process.exit(), DRAIN_LIMIT_MS).unref()
  for (const each of running.toReversed()) await each.close()
  // Connections that are kept open for a next request would keep the process as well.
  if (signal.aborted) process.exit()
}
