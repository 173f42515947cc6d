import { parentPort, workerData } from 'node:worker_threads'
import { ConfigurationError } from '../configuration-error.ts'
import { fillStore } from './fill.ts'
import type { CallStore } from './call-store.ts'
import { connectToStore, openSqliteStore } from './sqlite-store.ts'
import type { WorkerNews, WorkerOutcome, WorkerRequest, WorkerTask } from './worker-protocol.ts'

class FillStopped extends Error {}

const tell = (message: WorkerNews | WorkerOutcome<unknown>) => parentPort?.postMessage(message, [])

/** A thread of the store's own: SQLite blocks, and the thread that answers HTTP must not. */
async function start(task: WorkerTask): Promise<void> {
  if (task.kind !== 'fill') {
    serve(await connectToStore(task.path, { readOnly: task.kind === 'read' }))
    tell({ kind: 'ready', report: null })
    return
  }
  const stopFlag = new Int32Array(task.stop)
  const store = await openSqliteStore(task.path)
  try {
    const report = await fillStore(store, task.fill, (progress) => {
      if (Atomics.load(stopFlag, 0) !== 0) throw new FillStopped()
      tell({ kind: 'progress', progress })
    })
    serve(store)
    tell({ kind: 'ready', report })
  } catch (error) {
    await store.close()
    throw error
  }
}

function serve(store: CallStore): void {
  parentPort?.on('message', (request: WorkerRequest) => void answer(store, request))
}

async function answer(store: CallStore, request: WorkerRequest): Promise<void> {
  const { id, method } = request
  try {
    tell({ kind: 'outcome', id, result: await perform(store, request) })
  } catch (error) {
    tell({ kind: 'outcome', id, failure: String(error) })
  }
  if (method === 'close') parentPort?.close()
}

async function perform(store: CallStore, request: WorkerRequest): Promise<unknown> {
  if (request.method === 'list') return store.list(...request.args)
  if (request.method === 'updateNotes') return store.updateNotes(...request.args)
  if (request.method === 'addCalls') return store.addCalls(...request.args)
  if (request.method === 'centers') return store.centers()
  return store.close()
}

try {
  await start(workerData)
} catch (error) {
  if (error instanceof ConfigurationError) tell({ kind: 'refused', message: error.message })
  else if (!(error instanceof FillStopped)) throw error
  parentPort?.close()
}
