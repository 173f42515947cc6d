import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CookieMode } from './config.ts'

type SessionCookie = { name: string; attributes: CookieSerializeOptions }

const own = { path: '/', httpOnly: true } as const

/**
 * One name per mode: a browser may hold a partitioned and a plain cookie of one name and sends both.
 * `__Host-` keeps a sibling sub-domain from planting a session, `-Http-` keeps scripts from doing so.
 * No Max-Age: the cookie ends with the browser, its real times are inside the seal.
 */
const COOKIES: Record<CookieMode, SessionCookie> = {
  strict: {
    name: '__Host-Http-crd',
    attributes: { ...own, secure: true, sameSite: 'strict' },
  },
  embed: {
    name: '__Host-Http-crdp',
    attributes: { ...own, secure: true, sameSite: 'none', partitioned: true },
  },
  localhost: { name: 'crd_dev', attributes: { ...own, sameSite: 'strict' } },
}

export const sessionCookieName = (mode: CookieMode) => COOKIES[mode].name

/** Undefined when absent, and when there are several: nobody can say which of them is the person's own. */
export function readSessionCookie(request: FastifyRequest, mode: CookieMode): string | undefined {
  const prefix = `${COOKIES[mode].name}=`
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
  return values.length === 1 ? values[0] : undefined
}

export function setSessionCookie(reply: FastifyReply, mode: CookieMode, sealed: string): void {
  reply.setCookie(COOKIES[mode].name, sealed, COOKIES[mode].attributes)
}

/** Repeats every attribute: a browser keeps a partitioned cookie that is cleared without `Partitioned`. */
export function clearSessionCookie(reply: FastifyReply, mode: CookieMode): void {
  reply.setCookie(COOKIES[mode].name, '', { ...COOKIES[mode].attributes, maxAge: 0 })
}
