import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify'
import type { LogLevel } from './config.ts'
import type { Observe } from './hostedsuite/guarded-send.ts'
import type { Asker } from './outcome.ts'
import { createPseudonym, type Pseudonym } from './pseudonyms.ts'

/** Where log lines go: standard output unless told otherwise. */
export type LogStream = { write: (line: string) => void }

/**
 * All that a log line may hold, whoever writes it, Fastify included. A list of what is allowed cannot
 * forget a new way for a password, a cookie, a query or a note to get into the log.
 */
const FIELDS = new Set([
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'code',
  'user',
  'session',
  'cause',
  'at',
])

const allowed = (fields: unknown) =>
  Object.entries(typeof fields === 'object' ? (fields ?? {}) : {}).filter(([name]) =>
    FIELDS.has(name),
  )

export function logOptions(
  level: LogLevel,
  stream?: LogStream,
): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    base: null,
    hooks: {
      // Messages are left out too: Fastify's own quote addresses and errors quote what people typed.
      // With them go its own two lines per request, which hold nothing that is allowed.
      logMethod([fields], write) {
        const kept = allowed(fields)
        if (kept.length > 0) write.call(this, Object.fromEntries(kept))
      },
    },
    ...(stream === undefined ? {} : { stream }),
  }
}

/**
 * One line per request, with the pattern of its route: the address itself holds ids. `code` tells a sign-in, a
 * sign-out, and why a request was refused.
 */
export function logRequests(app: FastifyInstance, clock: () => Date): void {
  const pseudonym = createPseudonym(clock)
  app.addHook('onResponse', async (request, reply) => {
    app.log.info({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.outcome !== undefined && { code: request.outcome }),
      ...(request.asker !== undefined && describeAsker(request.asker, pseudonym)),
    })
  })
}

function describeAsker({ customerName, userName, sid }: Asker, pseudonym: Pseudonym) {
  return {
    // However the names were typed.
    user: pseudonym(`${customerName}\n${userName}`.toLowerCase()),
    ...(sid !== undefined && { session: pseudonym(sid) }),
  }
}

/** The breaker says nothing by itself: the first request that it refuses does, and the next one that succeeds. */
export function logBreaker(log: FastifyBaseLogger): Observe {
  let isOpen = false
  return ({ outcome }) => {
    if (!isOpen && outcome === 'refused-by-breaker') {
      isOpen = true
      log.warn({ code: 'BREAKER_OPEN' })
    } else if (isOpen && outcome === 'ok') {
      isOpen = false
      log.warn({ code: 'BREAKER_CLOSED' })
    }
  }
}

/** The system's code of an error, such as ECONNREFUSED, and where it came from; never its message. */
export function describeError(error: unknown): { cause?: string; at?: string[] } {
  if (!(error instanceof Error)) return {}
  return {
    ...('code' in error && typeof error.code === 'string' && isWord(error.code)
      ? { cause: error.code }
      : {}),
    at: framesOf(error),
  }
}

const isWord = (text: string) => /^\w{1,64}$/.test(text)

/** The stack begins with the message, and lines of a message can look like frames. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message)
  if (start < 0) return []
  const lines = stack.slice(start + message.length).split('\n')
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
}
