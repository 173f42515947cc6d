import { Counter, Histogram, Registry } from 'prom-client'
import type { TellFinding } from './hostedsuite/findings.ts'
import type { Observe } from './hostedsuite/guarded-send.ts'
import type { RequestEnd } from './request-end.ts'

export type Metrics = {
  registry: Registry
  observeHostedSuite: Observe
  countFinding: TellFinding
  /** To be called when a request is over. */
  countRequest: RequestEnd
}

/** Seconds. The upper ones are the deadlines of reads, of lists and saves, and what lies beyond them. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20]

/**
 * What this gateway does, counted since its start. No label holds an id, a name or an address: routes are patterns
 * and codes are words of ours, so that the numbers may be read by anybody and stay few.
 */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const registers = [registry]
  const answers = new Histogram({
    name: 'call_review_request_duration_seconds',
    help: 'Answered requests by pattern of the route; status aborted where the browser hung up first.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: BUCKETS,
    registers,
  })
  const problems = new Counter({
    name: 'call_review_problems_total',
    help: 'Requests that were answered with a problem, by its code.',
    labelNames: ['code'] as const,
    registers,
  })
  const signIns = new Counter({
    name: 'call_review_sign_ins_total',
    help: 'Attempts to sign in: SIGNED_IN, or the code of the problem.',
    labelNames: ['outcome'] as const,
    registers,
  })
  const sessionsEnded = new Counter({
    name: 'call_review_sessions_ended_total',
    help: 'Sessions that people ended by signing out.',
    registers,
  })
  const hostedSuite = new Histogram({
    name: 'call_review_hostedsuite_duration_seconds',
    help: 'Requests to HostedSuite by operation; outcome ok, or what went wrong.',
    labelNames: ['operation', 'outcome'] as const,
    buckets: BUCKETS,
    registers,
  })

  const findings = new Counter({
    name: 'call_review_hostedsuite_findings_total',
    help: 'What was found out about how HostedSuite counts and names its pages.',
    labelNames: ['finding'] as const,
    registers,
  })

  const countRequest: RequestEnd = (request, reply) => {
    const { method, outcome } = request
    const route = request.routeOptions.url ?? 'none'
    const status = reply.raw.writableEnded ? reply.statusCode : 'aborted'
    answers.observe({ route, method, status }, reply.elapsedTime / 1000)
    if (outcome === undefined) return
    if (outcome === 'SIGNED_OUT') sessionsEnded.inc()
    else if (outcome !== 'SIGNED_IN') problems.inc({ code: outcome })
    if (route === '/session' && method === 'POST') signIns.inc({ outcome })
  }

  return {
    registry,

    observeHostedSuite: ({ operation, outcome, ms }) =>
      hostedSuite.observe({ operation, outcome }, ms / 1000),

    countFinding: (finding) => findings.inc({ finding }),

    countRequest,
  }
}
