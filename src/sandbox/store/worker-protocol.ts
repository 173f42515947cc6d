import type { FillReport, FillRequest } from './fill.ts'
import type { Progress } from './progress.ts'
import type { CallStore } from './call-store.ts'

/**
 * What a worker is started with. The first one of a store checks, opens and fills it; writers and readers
 * expect a file where that has been done.
 */
export type WorkerTask =
  | {
      kind: 'fill'
      path: string
      fill: FillRequest
      /**
       * Four bytes, shared; not 0 means give the fill up. A message would wait until the fill is over, and a
       * thread that is ended from outside while SQLite works takes the whole process down with it.
       */
      stop: SharedArrayBuffer
    }
  | { kind: 'write' | 'read'; path: string }

/** What a worker says before it is ready. Errors travel as text: a class does not survive the way. */
export type WorkerNews =
  | { kind: 'progress'; progress: Progress }
  /** The report is null for a thread that has not filled anything. */
  | { kind: 'ready'; report: FillReport | null }
  | { kind: 'refused'; message: string }

/** One use of a store's method; the outcome comes back with the same number. */
export type WorkerRequest = {
  [Method in keyof CallStore]: { id: number; method: Method; args: Parameters<CallStore[Method]> }
}[keyof CallStore]

export type WorkerOutcome<Result> = { kind: 'outcome'; id: number } & (
  | { result: Result }
  | { failure: string }
)
