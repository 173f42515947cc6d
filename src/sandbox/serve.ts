import { ConfigurationError } from './configuration-error.ts'
import { parseSandboxOptions } from './options.ts'
import { runSandbox } from './run.ts'
import type { RunningSandbox } from './run.ts'

let running: RunningSandbox | undefined

// A signal during the fill loses nothing: what is not committed was never there.
async function stop(): Promise<void> {
  await running?.close()
  process.exit(0)
}

process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

try {
  running = await runSandbox(parseSandboxOptions(process.argv.slice(2)))
  process.stdout.write(`Sandbox ready on ${running.url}\n`)
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
