// Where gateway and sandbox meet: reads the command line and the environment, starts both, stops both.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createGateway } from './gateway/app.ts'
import {
  ConfigurationError as GatewayConfigurationError,
  readGatewayConfig,
} from './gateway/config.ts'
import { createHostedSuiteSender } from './gateway/hostedsuite/send.ts'
import { ConfigurationError as SandboxConfigurationError } from './sandbox/configuration-error.ts'
import { readSandboxOptions, SANDBOX_FLAGS } from './sandbox/options.ts'
import { type RunningSandbox, runSandbox } from './sandbox/run.ts'

const FLAGS = {
  ...SANDBOX_FLAGS,
  sandbox: { type: 'boolean' },
  'sandbox-port': { type: 'string' },
} as const

type Stop = () => Promise<unknown>
const stops: Stop[] = []

const DRAIN_LIMIT_MS = 10_000

async function stop() {
  // A HostedSuite that hangs must not keep the process from ending.
  setTimeout(() => process.exit(0), DRAIN_LIMIT_MS).unref()
  // The gateway first: it still needs the sandbox for what it is answering.
  for (const each of stops.toReversed()) await each()
  process.exit(0)
}

async function start() {
  const { values } = parseArgs({ options: FLAGS })
  const { port, sandbox = false, 'sandbox-port': sandboxPort = '0', ...sandboxFlags } = values
  const isEmbedding = sandbox || Object.values(sandboxFlags).some((flag) => flag !== undefined)
  const env = {
    ...process.env,
    ...(port !== undefined && { PORT: port }),
    // A newcomer at a terminal wants the address, not a line for every request.
    LOG_LEVEL: process.env.LOG_LEVEL ?? (isEmbedding ? 'warn' : 'info'),
  }
  const config = readGatewayConfig(env)
  const hostedSuiteUrl = config.hostedSuiteUrl ?? (isEmbedding ? await embed() : undefined)
  if (hostedSuiteUrl === undefined) {
    throw new GatewayConfigurationError(
      'HOSTEDSUITE_URL is not set: name the host of HostedSuite, or use --sandbox to try without one.',
    )
  }

  const gateway = createGateway(config, {
    hostedSuite: createHostedSuiteSender(hostedSuiteUrl),
    clock: () => new Date(),
    dashboardDir: fileURLToPath(new URL('../dashboard', import.meta.url)),
  })
  stops.push(() => gateway.close())
  const address = await gateway.listen({ port: config.port, host: config.host }).catch(nameThePort)
  process.stdout.write(`Call Review ready on ${address}\n`)

  async function embed(): Promise<string> {
    const options = readSandboxOptions({ ...sandboxFlags, port: sandboxPort })
    const running: RunningSandbox = await runSandbox(options)
    stops.push(() => running.close())
    process.stdout.write(
      `Sandbox: ${running.url}\nSign in with customer name demo, user name supervisor, password supervisor.\n`,
    )
    return `${running.url}/hostedsuite`
  }

  function nameThePort(error: unknown): never {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    throw new GatewayConfigurationError(
      `PORT ${config.port} cannot be used: ${code === 'EACCES' ? 'not allowed' : 'something else listens there'}. Choose another with --port.`,
    )
  }
}

const isConfigurationError = (error: unknown): error is Error =>
  error instanceof GatewayConfigurationError ||
  error instanceof SandboxConfigurationError ||
  // parseArgs names the flag that it does not know.
  (error instanceof TypeError && 'code' in error)

process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

try {
  await start()
} catch (error) {
  if (!isConfigurationError(error)) throw error
  process.stderr.write(`${error.message}\n`)
  for (const each of stops.toReversed()) await each()
  process.exitCode = 1
}
