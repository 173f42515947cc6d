import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startProcess } from './server-process.ts'

const ROOT = path.dirname(import.meta.dirname)
const SERVER = 'dist/server/start.js'

export type Product = {
  url: string
  sandboxUrl: string
  /** Everything that it has printed so far. */
  output: () => string
  /** Makes the sandbox misbehave for everyone who uses this product, until `clearFaults`. */
  setFaults: (faults: object) => Promise<void>
  clearFaults: () => Promise<void>
  /** Calls come in, as CallRecordInfo objects; from now where they name no StartTime. */
  addCalls: (calls: object[]) => Promise<void>
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
export async function startProduct(
  args: string[],
  { nodeArgs = [], env = {} }: { nodeArgs?: string[]; env?: Record<string, string> } = {},
): Promise<Product> {
  if (!existsSync(path.join(ROOT, SERVER))) {
    throw new Error(`${SERVER} is missing: run \`npm run build\` before the browser tests.`)
  }
  const store = args.includes('--data') ? [] : ['--data', ':memory:']
  const dataDir = await mkdtemp(path.join(tmpdir(), 'call-review-'))
  const server = await startProcess({
    command: process.execPath,
    args: [...nodeArgs, SERVER, '--port', '0', ...store, ...args],
    // One zone for product and browser, so that both mean the same day by yesterday.
    env: { TZ: 'UTC', DATA_DIR: dataDir, ...env },
    ready: [/^Call Review ready on (http:\/\/\S+)\r?$/m, /^Sandbox: (http:\/\/\S+)\r?$/m],
  })
  const [url = '', sandboxUrl = ''] = server.readyWords

  const control = async (method: string, place: string, body?: object) => {
    const headers = { 'content-type': 'application/json' }
    const request =
      body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${sandboxUrl}${place}`, request)
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${method} ${place}.`)
  }
  return {
    url,
    sandboxUrl,
    output: server.output,
    setFaults: (faults) => control('PUT', '/faults', faults),
    clearFaults: () => control('DELETE', '/faults'),
    addCalls: (calls) => control('POST', '/calls', calls),
    stop: async () => {
      const exitCode = await server.stop()
      await rm(dataDir, { recursive: true, force: true })
      return exitCode
    },
  }
}

type WireCall = { Id: string; ClientId?: string; ClientName?: string; Notes?: string }
type Sandbox = Pick<Product, 'sandboxUrl'>

const CREDENTIALS = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

async function askSandbox(
  { sandboxUrl }: Sandbox,
  operation: string,
  body: object,
): Promise<Response> {
  const response = await fetch(`${sandboxUrl}/hostedsuite/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...CREDENTIALS }),
  })
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${operation}.`)
  return response
}

/** Calls as the sandbox's HostedSuite lists them, so that a test can name one that is sure to be there. */
export async function listCalls(sandbox: Sandbox, filter: object): Promise<WireCall[]> {
  const { Items }: { Items: WireCall[] } = await (await askSandbox(sandbox, 'calls', filter)).json()
  return Items
}

/** How many calls the sandbox's HostedSuite has under a filter. */
export async function countCalls(sandbox: Sandbox, filter: object): Promise<number> {
  const one = { ...filter, ItemsPerPage: 1 }
  const { TotalCount }: { TotalCount: number } = await (
    await askSandbox(sandbox, 'calls', one)
  ).json()
  return TotalCount
}

/** What HostedSuite holds. */
export async function readNote(sandbox: Sandbox, callId: string): Promise<string> {
  const [call] = await listCalls(sandbox, { CallRecordId: callId })
  return call?.Notes ?? ''
}

/** Somebody else writes, past this product. */
export async function writeNote(sandbox: Sandbox, callId: string, text: string): Promise<void> {
  await askSandbox(sandbox, 'calls/update', { Id: callId, Notes: text })
}
