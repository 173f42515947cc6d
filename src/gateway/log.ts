import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { LogLevel } from './config.ts'

/** Where log lines go: standard output unless told otherwise. */
export type LogStream = { write: (line: string) => void }

/**
 * All that a log line may hold, whoever writes it, Fastify included. A list of what is allowed cannot
 * forget a new way for a password, a cookie, a query or a note to get into the log.
 */
const FIELDS = new Set(['requestId', 'method', 'route', 'status', 'ms', 'code', 'cause', 'at'])

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

/** One line per request, with the pattern of its route: the address itself holds ids. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    app.log.info({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
}

/** The system's code of an error, such as ECONNREFUSED, and where it came from; never its message. */
export function describeError(error: unknown): { cause?: string; at?: string[] } {
  if (!(error instanceof Error)) return {}
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    ...('code' in error && typeof error.code === 'string' ? { cause: error.code } : {}),
    at: frames.map((line) => line.trim()),
  }
}
