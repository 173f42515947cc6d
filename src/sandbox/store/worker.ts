import { parentPort, workerData } from 'node:worker_threads'
import { ConfigurationError } from '../configuration-error.ts'
import type { CallStore } from './call-store.ts'
import { fillStore } from './fill.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { WorkerNews, WorkerOutcome, WorkerRequest, WorkerTask } from './worker-protocol.ts'

class FillStopped extends Error {}

const tell = (news: WorkerNews) => parentPort?.postMessage(news, [])

/** The store's own thread: SQLite blocks, and the thread that answers HTTP must not. */
async function serveStore({ path, fill, stop }: WorkerTask): Promise<void> {
  const stopFlag = new Int32Array(stop)
  const store = await openSqliteStore(path)
  try {
    const report = await fillStore(store, fill, (progress) => {
      if (Atomics.load(stopFlag, 0) !== 0) throw new FillStopped()
      tell({ kind: 'progress', progress })
    })
    parentPort?.on('message', (request: WorkerRequest) => void answer(store, request))
    tell({ kind: 'filled', report })
  } catch (error) {
    await store.close()
    throw error
  }
}

async function answer(store: CallStore, request: WorkerRequest): Promise<void> {
  const outcome = await perform(store, request).then(
    (result): WorkerOutcome<unknown> => ({ result }),
    (error: unknown): WorkerOutcome<unknown> => ({ failure: String(error) }),
  )
  request.reply.postMessage(outcome, [])
  request.reply.close()
  if (request.method === 'close') parentPort?.close()
}

async function perform(store: CallStore, request: WorkerRequest): Promise<unknown> {
  if (request.method === 'list') return store.list(...request.args)
  if (request.method === 'updateNotes') return store.updateNotes(...request.args)
  if (request.method === 'centers') return store.centers()
  return store.close()
}

try {
  await serveStore(workerData)
} catch (error) {
  if (error instanceof ConfigurationError) tell({ kind: 'refused', message: error.message })
  else if (!(error instanceof FillStopped)) throw error
  parentPort?.close()
}
