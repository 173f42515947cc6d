import {
  CookieProbeSchema,
  type Credentials,
  type Session,
  SessionSchema,
} from '../../contract/session.ts'
import { actAs, fetchJson, send } from './http.ts'

async function enter(answer: Promise<Session>): Promise<Session> {
  const session = await answer
  actAs(session.authenticated ? session.id : undefined)
  return session
}

export const readSession = (): Promise<Session> => enter(fetchJson('/session', SessionSchema))

export const signIn = (credentials: Credentials): Promise<Session> =>
  enter(fetchJson('/session', SessionSchema, { method: 'POST', body: credentials }))

/**
 * Whether this browser sends our cookies back from where the page is shown. It says so of a cookie that comes
 * with the answer "nobody is signed in": ask after that answer only.
 */
export async function findCookie(): Promise<boolean> {
  return (await fetchJson('/session/probe', CookieProbeSchema)).cookies
}

/** The same at any time, and without becoming anybody else than this page belongs to. */
export async function keepsCookies(): Promise<boolean> {
  const { authenticated } = await fetchJson('/session', SessionSchema)
  return authenticated || findCookie()
}

export const signOut = (): Promise<void> => send('/session', { method: 'DELETE' })

/** Tells the gateway that a person is at work, which postpones the idle end of the session. */
export const touchSession = (): Promise<Session> =>
  fetchJson('/session/touch', SessionSchema, { method: 'POST', body: {} })
