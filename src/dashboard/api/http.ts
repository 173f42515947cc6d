import type * as z from 'zod/mini'
import { type Problem, ProblemSchema } from '../../contract/problem.ts'

/**
 * Why a request brought no usable answer. `problem` is the gateway's own account of it; it is undefined
 * when the gateway could not be reached or something else answered in its place.
 */
export class RequestError extends Error {
  readonly problem: Problem | undefined
  /** Something answered, but not in the words of the contract. */
  readonly isUnreadable: boolean

  constructor(problem: Problem | undefined, { isUnreadable = false } = {}) {
    super(problem?.title ?? 'The gateway did not answer.')
    this.name = 'RequestError'
    this.problem = problem
    this.isUnreadable = isUnreadable
  }

  /** The session is over, for whatever reason: only signing in again helps. */
  get isSignedOut(): boolean {
    const code = this.problem?.code
    return code === 'SESSION_EXPIRED' || code === 'UPSTREAM_AUTH_REJECTED'
  }
}

let sessionId: string | undefined

/**
 * Names the sign-in that this page belongs to. A page of another sign-in in the same browser shares the
 * cookie; the gateway refuses whichever page the cookie does not belong to.
 */
export function actAs(id: string | undefined): void {
  sessionId = id
}

/** Longer than the gateway's own deadlines: after it, as after a sleep, nothing will answer any more. */
const LONGEST_WAIT_MS = 20_000

type Request = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/**
 * Asks the gateway. The custom header makes every cross-origin attempt a preflighted one, which the
 * gateway never answers.
 */
async function ask(path: string, { method = 'GET', body, signal }: Request): Promise<Response> {
  const headers = new Headers({ 'x-call-review': '1' })
  if (sessionId !== undefined) headers.set('x-call-review-session', sessionId)
  const deadline = AbortSignal.timeout(LONGEST_WAIT_MS)
  const init: RequestInit = {
    method,
    headers,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  }
  if (body !== undefined) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new RequestError(undefined)
  })
  if (response.ok) return response
  const problem = ProblemSchema.safeParse(await response.json().catch(() => undefined))
  throw new RequestError(problem.data, { isUnreadable: !problem.success })
}

/** Fetches JSON and returns it only if it matches `schema`; throws a RequestError otherwise. */
export async function fetchJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  request: Request = {},
): Promise<z.infer<Schema>> {
  const response = await ask(path, request)
  const answer = schema.safeParse(await response.json().catch(() => undefined))
  if (!answer.success) throw new RequestError(undefined, { isUnreadable: true })
  return answer.data
}

/** Sends a request whose answer has no body. */
export async function send(path: string, request: Request): Promise<void> {
  await ask(path, request)
}
