import type { MessagePort } from 'node:worker_threads'
import type { CallStore } from './call-store.ts'
import type { FillReport, FillRequest } from './fill.ts'
import type { Progress } from './progress.ts'

/** What the worker is started with. */
export type WorkerTask = {
  path: string
  fill: FillRequest
  /**
   * Four bytes, shared; not 0 means give the fill up. A message would wait until the fill is over, and a
   * thread that is ended from outside while SQLite works takes the whole process down with it.
   */
  stop: SharedArrayBuffer
}

/** What the worker says while it starts. Errors travel as text: a class does not survive the way. */
export type WorkerNews =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'filled'; report: FillReport }
  | { kind: 'refused'; message: string }

/** One use of a store's method; its outcome goes to `reply`, a port of its own. */
export type WorkerRequest = {
  [Method in keyof CallStore]: {
    method: Method
    args: Parameters<CallStore[Method]>
    reply: MessagePort
  }
}[keyof CallStore]

export type WorkerOutcome<Result> = { result: Result } | { failure: string }
