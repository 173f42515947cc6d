import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CookieMode } from './config.ts'

/**
 * `session` is a sign-in and ends with the browser, its real times being inside the seal. `browser` says who
 * has signed in here before. `probe` only shows whether cookies come back.
 */
export type CookieKind = 'session' | 'browser' | 'probe'

/**
 * One name per mode: a browser may hold a partitioned and a plain cookie of one name and sends both.
 * `__Host-` keeps a sibling sub-domain from planting a cookie, `-Http-` keeps scripts from doing so.
 */
const NAMES: Record<CookieMode, Record<CookieKind, string>> = {
  strict: { session: '__Host-Http-crd', browser: '__Host-Http-crdd', probe: '__Host-Http-crdt' },
  embed: { session: '__Host-Http-crdp', browser: '__Host-Http-crddp', probe: '__Host-Http-crdtp' },
  localhost: { session: 'crd_dev', browser: 'crd_dev_device', probe: 'crd_dev_probe' },
}

const own = { path: '/', httpOnly: true } as const

const ATTRIBUTES: Record<CookieMode, CookieSerializeOptions> = {
  strict: { ...own, secure: true, sameSite: 'strict' },
  embed: { ...own, secure: true, sameSite: 'none', partitioned: true },
  localhost: { ...own, sameSite: 'strict' },
}

/** In seconds; long enough for a browser to be known again after a quarter without work. */
export const BROWSER_COOKIE_SECONDS = 90 * 24 * 3600

const MAX_AGE: Record<CookieKind, { maxAge?: number }> = {
  session: {},
  browser: { maxAge: BROWSER_COOKIE_SECONDS },
  probe: { maxAge: 60 },
}

/**
 * The modes that may have left a session in this browser before the mode was changed. On this machine plain
 * http is spoken, over which a browser neither has nor takes the cookies of the other two.
 */
const SIBLINGS: Record<CookieMode, CookieMode[]> = {
  strict: ['strict', 'embed'],
  embed: ['strict', 'embed'],
  localhost: ['localhost'],
}

export const cookieName = (kind: CookieKind, mode: CookieMode) => NAMES[mode][kind]

/** All cookies of that name, however they came to be there. */
export function readCookies(request: FastifyRequest, kind: CookieKind, mode: CookieMode): string[] {
  const prefix = `${cookieName(kind, mode)}=`
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
}

/** Undefined when absent, and when there are several: nobody can say which of them is the person's own. */
export function readCookie(
  request: FastifyRequest,
  kind: CookieKind,
  mode: CookieMode,
): string | undefined {
  const [value, ...others] = readCookies(request, kind, mode)
  return others.length === 0 ? value : undefined
}

export function setCookie(
  reply: FastifyReply,
  kind: CookieKind,
  mode: CookieMode,
  value: string,
): void {
  reply.setCookie(cookieName(kind, mode), value, { ...ATTRIBUTES[mode], ...MAX_AGE[kind] })
}

/** Repeats every attribute: a browser keeps a partitioned cookie that is cleared without `Partitioned`. */
export function clearSessionCookies(reply: FastifyReply, mode: CookieMode): void {
  for (const each of SIBLINGS[mode]) {
    reply.setCookie(cookieName('session', each), '', { ...ATTRIBUTES[each], maxAge: 0 })
  }
}
