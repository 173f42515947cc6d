import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { createSandbox } from './app.ts'
import { ConfigurationError } from './configuration-error.ts'
import type { SandboxOptions } from './options.ts'
import { createProgressBar } from './store/progress.ts'
import type { FillReport, FillRequest } from './store/fill.ts'
import { openRecordStore } from './store/record-store.ts'
import { MEMORY } from './store/sqlite.ts'
import { openWorkerStore } from './store/worker-store.ts'
import { wallClockAt } from './wall-clock.ts'

export type RunningSandbox = {
  /** Without a slash at the end, such as `http://127.0.0.1:4180`. */
  url: string
  /** Answers what has been asked, then closes the store. */
  close(): Promise<void>
}

type Surroundings = {
  now?: Date
  stderr?: NodeJS.WriteStream
  /** Gives the fill up and rejects; afterwards, use `close`. */
  signal?: AbortSignal
}

/** Opens the stores and fills that of calls, then listens on this machine only. */
export async function runSandbox(
  options: SandboxOptions,
  { now = new Date(), stderr = process.stderr, signal }: Surroundings = {},
): Promise<RunningSandbox> {
  const { port, data, calls, generate, seed, faults } = options
  const fill: FillRequest = {
    seed,
    now: wallClockAt(now),
    ...(calls !== undefined && { calls }),
    ...(generate !== undefined && { generate }),
  }
  const bar = createProgressBar(stderr)
  const fileIn = await openFolder(data)
  const records = await openRecordStore(fileIn('records.db'))
  const { store, report } = await openWorkerStore(
    { path: fileIn('calls.db'), fill },
    (progress) => bar.update(progress),
    signal,
  ).catch((error: unknown) => {
    records.close()
    throw error
  })
  const sentence = describe(report, fill, data)
  if (report.added > 0) bar.done(sentence, report.added)
  else if (sentence !== '') stderr.write(`${sentence}\n`)

  const app = createSandbox({ store, records, faults })
  app.addHook('onClose', async () => {
    records.close()
    await store.close()
  })
  try {
    const url = await app.listen({ port, host: '127.0.0.1' })
    return { url, close: () => app.close() }
  } catch (error) {
    await app.close()
    throw portError(error, port)
  }
}

/** Answers where a store of that name is to be kept. */
async function openFolder(data: string): Promise<(name: string) => string> {
  if (data === MEMORY) return () => MEMORY
  try {
    await mkdir(data, { recursive: true })
  } catch (error) {
    throw new ConfigurationError(`--data: ${data} cannot be used as a folder.`, { cause: error })
  }
  return (name) => path.join(data, name)
}

const number = (value: number) => value.toLocaleString('en')

/** Empty when there is nothing to say. */
function describe(
  { kind, added, held }: FillReport,
  { calls, generate }: FillRequest,
  data: string,
) {
  const asked = calls === undefined ? generate !== undefined && '--generate' : `--calls ${calls}`
  const kept = asked
    ? `${data} already holds ${number(held)} calls, so ${asked} was left aside.`
    : ''
  if (kind === 'imported') return `Imported ${number(added)} calls in`
  if (kind === 'generated' && held === 0) return `Generated ${number(added)} calls in`
  if (kind === 'generated') return `${kept}${kept && ' '}Added ${number(added)} calls up to now in`
  return kept
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new ConfigurationError(`--port: ${port} is already in use.`)
  if (code === 'EACCES') return new ConfigurationError(`--port: ${port} may not be used.`)
  return error
}
