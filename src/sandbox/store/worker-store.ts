import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { ConfigurationError } from '../configuration-error.ts'
import type { CallStore } from './call-store.ts'
import type { FillReport } from './fill.ts'
import type { Progress } from './progress.ts'
import type { WorkerNews, WorkerOutcome, WorkerTask } from './worker-protocol.ts'

type Answer<Method extends keyof CallStore> = Awaited<ReturnType<CallStore[Method]>>

/**
 * Resolves once the store is open and filled; rejects, with nothing filled, after `signal`. The worker is a
 * bundle of its own, beside the servers'.
 */
export async function openWorkerStore(
  task: Omit<WorkerTask, 'stop'>,
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<{ store: CallStore; report: FillReport }> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  signal?.addEventListener('abort', () => Atomics.store(new Int32Array(stop), 0, 1), { once: true })
  const workerData: WorkerTask = { ...task, stop }
  const worker = new Worker(new URL('./store-worker.js', import.meta.url), { workerData })
  const exited = once(worker, 'exit')
  let isOver = false
  const report = await new Promise<FillReport>((resolve, reject) => {
    worker.on('message', (news: WorkerNews) => {
      if (news.kind === 'progress') onProgress(news.progress)
      else if (news.kind === 'filled') resolve(news.report)
      else reject(new ConfigurationError(news.message))
    })
    exited
      .then(() => reject(new Error('The store stopped before it was filled.')), reject)
      .finally(() => {
        isOver = true
      })
  })

  function ask<Method extends keyof CallStore>(
    method: Method,
    ...args: Parameters<CallStore[Method]>
  ): Promise<Answer<Method>> {
    if (isOver) return Promise.reject(new Error('The store has been closed.'))
    const { port1: answers, port2: reply } = new MessageChannel()
    return new Promise((resolve, reject) => {
      answers.once('message', (outcome: WorkerOutcome<Answer<Method>>) => {
        if ('failure' in outcome) reject(new Error(outcome.failure))
        else resolve(outcome.result)
      })
      // Also how a worker that has died is noticed; after an answer it changes nothing.
      answers.once('close', () => reject(new Error('The store has been closed.')))
      worker.postMessage({ method, args, reply }, [reply])
    })
  }

  return {
    report,
    store: {
      list: (request) => ask('list', request),
      updateNotes: (...args) => ask('updateNotes', ...args),
      centers: () => ask('centers'),
      async close() {
        await ask('close')
        await exited
      },
    },
  }
}
