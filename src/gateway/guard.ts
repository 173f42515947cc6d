import type { FastifyRequest } from 'fastify'
import { type GatewayConfig, isLoopback } from './config.ts'
import { ProblemError } from './problems.ts'

type GuardConfig = Pick<GatewayConfig, 'cookieMode' | 'publicOrigin'>

/**
 * Refuses what another site could make a browser send. The header forces a preflight that is never
 * answered, Sec-Fetch-Site and Origin say who asks, and a form cannot send JSON.
 */
export function createGuard(config: GuardConfig) {
  return async function guard(request: FastifyRequest): Promise<void> {
    const { origin, 'sec-fetch-site': site, 'x-call-review': own } = request.headers
    const isRefused =
      (own !== '1' && !isOwnPlayer(request)) ||
      (site !== undefined && site !== 'same-origin') ||
      (origin !== undefined && !isOurs(origin, request.headers.host, config)) ||
      // Browsers leave Origin out of same-origin reads, never out of writes.
      (request.method !== 'GET' && origin === undefined && site === undefined)
    if (isRefused) throw new ProblemError('FORBIDDEN')

    const { 'content-type': type, 'content-encoding': encoding } = request.headers
    const isJson =
      type === undefined || /^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(type)
    if (!isJson || encoding !== undefined) throw new ProblemError('UNSUPPORTED_MEDIA_TYPE')
  }
}

/** A player on a page sends no header of ours. Its browser has to say that the page is ours. */
const isOwnPlayer = ({ routeOptions, headers }: FastifyRequest) =>
  routeOptions.url === '/api/calls/:id/recording' &&
  headers['sec-fetch-dest'] === 'audio' &&
  headers['sec-fetch-site'] === 'same-origin'

/** Twice what a browser behind several proxies sends, and more cookies than its neighbours give it. */
const MOST_HEADERS = 100
const MOST_COOKIES = 49

/** Refuses what costs more to read than anybody means; Node has refused more than 16 KB before. */
export async function headerGuard({ raw, headers }: FastifyRequest): Promise<void> {
  const cookies = headers.cookie?.split(';') ?? []
  if (raw.rawHeaders.length > 2 * MOST_HEADERS || cookies.length > MOST_COOKIES) {
    throw new ProblemError('HEADERS_TOO_LARGE')
  }
}

/** Asked by name or by number of the machine, by whatever watches over it. */
const OPERATIONAL = new Set<string | undefined>(['/healthz', '/readyz', '/metrics'])

/** Refuses what was meant for another host: a name that was made to resolve to this machine opens nothing. */
export function createHostGuard({ cookieMode, publicOrigin }: GuardConfig) {
  const ours = publicOrigin === undefined ? undefined : new URL(publicOrigin).host
  return async function hostGuard(request: FastifyRequest): Promise<void> {
    const names = request.raw.rawHeaders.filter((_, at) => at % 2 === 0)
    const hosts = names.filter((name) => name.toLowerCase() === 'host')
    const isNamed = hosts.length === 1 || (hosts.length === 0 && request.raw.httpVersion < '1.1')
    if (!isNamed) throw new ProblemError('VALIDATION')
    if (cookieMode === 'localhost' || OPERATIONAL.has(request.routeOptions.url)) return
    if (request.host.toLowerCase() !== ours) throw new ProblemError('MISDIRECTED')
  }
}

/**
 * On this machine any port may be ours, so the origin must name the host that was asked; a foreign name
 * that was made to resolve to 127.0.0.1 is not a loopback name and stays outside.
 */
function isOurs(origin: string, host: string | undefined, config: GuardConfig): boolean {
  if (config.cookieMode !== 'localhost') return origin === config.publicOrigin
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined
  return url?.protocol === 'http:' && isLoopback(url.hostname) && url.host === asked?.host
}
