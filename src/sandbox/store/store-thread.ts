import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ConfigurationError } from '../configuration-error.ts'
import type { FillReport } from './fill.ts'
import type { Progress } from './progress.ts'
import type { CallStore } from './call-store.ts'
import type { WorkerNews, WorkerOutcome, WorkerTask } from './worker-protocol.ts'

/** Short-lived objects; by default each thread's would grow to three times as much before it is swept. */
const YOUNG_GENERATION_MB = 16

type Answer<Method extends keyof CallStore> = Awaited<ReturnType<CallStore[Method]>>

export type StoreThread = {
  /** Null for a thread that has not filled anything. */
  report: FillReport | null
  ask<Method extends keyof CallStore>(
    method: Method,
    ...args: Parameters<CallStore[Method]>
  ): Promise<Answer<Method>>
  /** Asked and not yet answered. */
  waiting(): number
  /** Answers what has been asked, then ends the thread. */
  close(): Promise<void>
}

/** Of some method: only who asked knows which, and so what the result is. */
type Question = { resolve: (result: never) => void; reject: (error: Error) => void }

/** Resolves once the thread is ready. The worker is a bundle of its own, beside the servers'. */
export async function startStoreThread(
  task: WorkerTask,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<StoreThread> {
  const worker = new Worker(new URL('./store-worker.js', import.meta.url), {
    workerData: task,
    ...(task.kind !== 'fill' && {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    }),
  })
  const exited = once(worker, 'exit')
  const questions = new Map<number, Question>()
  let lastId = 0
  let isOver = false

  function settle(outcome: WorkerOutcome<never>): void {
    const question = questions.get(outcome.id)
    questions.delete(outcome.id)
    if ('failure' in outcome) question?.reject(new Error(outcome.failure))
    else question?.resolve(outcome.result)
  }

  const report = await new Promise<FillReport | null>((resolve, reject) => {
    worker.on('message', (message: WorkerNews | WorkerOutcome<never>) => {
      if (message.kind === 'outcome') settle(message)
      else if (message.kind === 'progress') onProgress(message.progress)
      else if (message.kind === 'ready') resolve(message.report)
      else reject(new ConfigurationError(message.message))
    })
    exited
      .then(() => reject(new Error('The store stopped before it was ready.')), reject)
      .finally(() => {
        isOver = true
        for (const { reject: refuse } of questions.values()) refuse(closed())
      })
  })

  const thread: StoreThread = {
    report,
    ask(method, ...args) {
      if (isOver) return Promise.reject(closed())
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        questions.set(id, { resolve, reject })
        worker.postMessage({ id, method, args }, [])
      })
    },
    waiting: () => questions.size,
    async close() {
      await thread.ask('close')
      await exited
    },
  }
  return thread
}

const closed = () => new Error('The store has been closed.')
