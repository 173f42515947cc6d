import type { LogToCrm } from '../../../contract/crm.ts'
import type { ProblemCode } from '../../../contract/problem.ts'
import { RequestError } from '../../api/http.ts'

/** One call as it is to be logged: what it was when the run began is what is sent. */
export type Job = LogToCrm & { callId: string }

/** Of a call that is not logged. */
export type Outcome = { step: 'queued' } | { step: 'logging' } | { step: 'failed'; error: unknown }

export type RunState = {
  phase: 'ready' | 'running' | 'paused' | 'done' | 'cancelled'
  /** By call. One that was logged is gone from here, and one that was never sent is not in it either. */
  outcomes: ReadonlyMap<string, Outcome>
  /** Why it paused by itself, if it did. */
  trouble: unknown
}

/** Logs many calls, a few at a time. Whatever is under way when it is paused or cancelled comes to its end. */
export type BulkRun = {
  subscribe: (listener: () => void) => () => void
  read: () => RunState
  /** Adds calls to those that wait. One that waits or is under way already stays as it is. */
  start: (jobs: Job[]) => void
  pause: () => void
  resume: () => void
  cancel: () => void
}

/** More would keep what the same person reads meanwhile waiting: HostedSuite is asked four times at once. */
const AT_ONCE = 2

/** With these no call would come through, and this one has not left. */
const NOT_OF_THE_CALL = new Set<ProblemCode | undefined>([
  'SESSION_EXPIRED',
  'UPSTREAM_AUTH_REJECTED',
  'FORBIDDEN',
  'UNAVAILABLE',
  'BUSY',
  'UNREACHABLE',
  'SERVICE_UNAVAILABLE',
  'SERVICE_KEY_REFUSED',
])

export function createBulkRun(log: (job: Job) => Promise<unknown>): BulkRun {
  let state: RunState = { phase: 'ready', outcomes: new Map(), trouble: undefined }
  let queue: Job[] = []
  let underWay = 0
  const listeners = new Set<() => void>()

  function change(part: Partial<RunState>): void {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  function mark(callIds: string[], outcome: Outcome | undefined): void {
    const outcomes = new Map(state.outcomes)
    for (const callId of callIds) {
      if (outcome === undefined) outcomes.delete(callId)
      else outcomes.set(callId, outcome)
    }
    change({ outcomes })
  }

  const isUnderWay = () => state.phase === 'running' || state.phase === 'paused'

  function goOn(): void {
    while (state.phase === 'running' && underWay < AT_ONCE) {
      const job = queue.shift()
      if (job === undefined) break
      void run(job)
    }
    if (isUnderWay() && underWay === 0 && queue.length === 0) {
      change({ phase: 'done', trouble: undefined })
    }
  }

  async function run(job: Job): Promise<void> {
    const { callId } = job
    underWay += 1
    mark([callId], { step: 'logging' })
    await log(job).then(
      () => mark([callId], undefined),
      (error: unknown) => fail(job, error),
    )
    underWay -= 1
    goOn()
  }

  function fail(job: Job, error: unknown): void {
    const problem = error instanceof RequestError ? error.problem : undefined
    const hasNotLeft = NOT_OF_THE_CALL.has(problem?.code)
    if (isUnderWay() && hasNotLeft) {
      queue.unshift(job)
      mark([job.callId], { step: 'queued' })
    } else {
      mark([job.callId], { step: 'failed', error })
    }
    // Without any answer the next one would be as uncertain.
    if (isUnderWay() && (hasNotLeft || problem === undefined)) {
      change({ phase: 'paused', trouble: error })
    }
  }

  const resume = () => {
    change({ phase: 'running', trouble: undefined })
    goOn()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    read: () => state,

    start(jobs) {
      const added = jobs.filter(({ callId }) => {
        const step = state.outcomes.get(callId)?.step
        return step === undefined || step === 'failed'
      })
      queue = [...queue, ...added]
      mark(
        added.map(({ callId }) => callId),
        { step: 'queued' },
      )
      resume()
    },

    pause() {
      if (state.phase === 'running') change({ phase: 'paused' })
    },

    resume,

    cancel() {
      const left = queue.map(({ callId }) => callId)
      queue = []
      mark(left, undefined)
      if (isUnderWay()) change({ phase: 'cancelled', trouble: undefined })
    },
  }
}
