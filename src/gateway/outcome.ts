import type { FastifyInstance } from 'fastify'
import type { ProblemCode } from '../contract/problem.ts'

/** What a request came to, where that is worth a word in the log and a count. */
type Outcome = ProblemCode | 'SIGNED_IN' | 'SIGNED_OUT'

/** Who asked, as far as is known: at a sign-in whoever the person claims to be, and no session yet. */
export type Asker = { customerName: string; userName: string; sid?: string }

declare module 'fastify' {
  interface FastifyRequest {
    outcome: Outcome | undefined
    asker: Asker | undefined
  }
}

/** Gives every request a place for its outcome and its asker. Neither is ever sent anywhere. */
export function recordOutcomes(app: FastifyInstance): void {
  app.decorateRequest('outcome', undefined)
  app.decorateRequest('asker', undefined)
}
