import { ConfigurationError } from './configuration-error.ts'
import { parseSandboxOptions } from './options.ts'
import { runSandbox } from './run.ts'

const stopping = new AbortController()
const { signal } = stopping
const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve))
process.once('SIGTERM', () => stopping.abort())
process.once('SIGINT', () => stopping.abort())

try {
  const sandbox = await runSandbox(parseSandboxOptions(process.argv.slice(2)), { signal })
  process.stdout.write(`Sandbox ready on ${sandbox.url}\n`)
  await stopped
  await sandbox.close()
} catch (error) {
  if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  } else if (!signal.aborted) throw error
}
