import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = path.dirname(import.meta.dirname)
const SERVER = 'dist/server/start.js'
// Importing a month of real calls takes a while on a slow machine; generated ones start in a
// second.
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000

export type Product = {
  url: string
  sandboxUrl: string
  /** Everything that it has printed so far. */
  output: () => string
  /** Makes the sandbox misbehave for everyone who uses this product, until `clearFaults`. */
  setFaults: (faults: object) => Promise<void>
  clearFaults: () => Promise<void>
  /**
   * Asks it to end, as a service manager would, and returns its exit code; null when it was killed.
   */
  stop: () => Promise<number | null>
}

/**
 * Starts the built gateway with its sandbox on free ports, over a store of its own that is
 * forgotten at the end unless `args` name one with `--data`. The surrounding environment does not
 * reach it: a HOSTEDSUITE_URL that is set for other work would let the tests write into real calls.
 */
export async function startProduct(args: string[]): Promise<Product> {
  if (!existsSync(path.join(ROOT, SERVER))) {
    throw new Error(`${SERVER} is missing: run \`npm run build\` before the browser tests.`)
  }
  const store = args.includes('--data') ? [] : ['--data', ':memory:']
  const { PATH, SystemRoot } = process.env
  const child = spawn(process.execPath, [SERVER, '--port', '0', ...store, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // One zone for product and browser, so that both mean the same day by yesterday.
    env: { PATH, SystemRoot, TZ: 'UTC' },
  })
  const closed = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  // A worker that is ended in the middle of a test runs no teardown.
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)

  const stop = async () => {
    child.kill('SIGTERM')
    const late = sleep(STOP_LIMIT_MS, 'late' as const, { ref: false })
    if ((await Promise.race([closed, late])) === 'late') child.kill('SIGKILL')
    await closed
    process.removeListener('exit', endWithUs)
    return child.exitCode
  }

  const ready = new Promise<{ url: string; sandboxUrl: string }>((resolve) => {
    child.stdout.on('data', () => {
      const url = /^Call Review ready on (http:\/\/\S+)\r?$/m.exec(output)?.[1]
      const sandboxUrl = /^Sandbox: (http:\/\/\S+)\r?$/m.exec(output)?.[1]
      if (url !== undefined && sandboxUrl !== undefined) resolve({ url, sandboxUrl })
    })
  })
  const addresses = await Promise.race([
    ready,
    closed.then(() => undefined),
    sleep(START_LIMIT_MS, undefined, { ref: false }),
  ])
  if (addresses === undefined) {
    await stop()
    throw new Error(`The product did not get ready. It printed:\n${output}`)
  }

  const send = async (method: string, body?: string) => {
    const headers = { 'content-type': 'application/json' }
    const request = body === undefined ? { method } : { method, headers, body }
    const response = await fetch(`${addresses.sandboxUrl}/faults`, request)
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${method} /faults.`)
  }
  return {
    ...addresses,
    output: () => output,
    setFaults: (faults) => send('PUT', JSON.stringify(faults)),
    clearFaults: () => send('DELETE'),
    stop,
  }
}

type WireCall = { Id: string; ClientId?: string }

/** Calls as the sandbox's HostedSuite lists them, so that a test can name one that is sure to be there. */
export async function listCalls({ sandboxUrl }: Product, filter: object): Promise<WireCall[]> {
  const credentials = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }
  const response = await fetch(`${sandboxUrl}/hostedsuite/api/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...filter, ...credentials }),
  })
  const { Items }: { Items: WireCall[] } = await response.json()
  return Items
}
