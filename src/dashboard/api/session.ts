import { type Credentials, type Session, SessionSchema } from '../../contract/session.ts'
import { actAs, fetchJson, send } from './http.ts'

async function enter(answer: Promise<Session>): Promise<Session> {
  const session = await answer
  actAs(session.authenticated ? session.id : undefined)
  return session
}

export const readSession = (): Promise<Session> => enter(fetchJson('/session', SessionSchema))

export const signIn = (credentials: Credentials): Promise<Session> =>
  enter(fetchJson('/session', SessionSchema, { method: 'POST', body: credentials }))

export const signOut = (): Promise<void> => send('/session', { method: 'DELETE' })

/** Tells the gateway that a person is at work, which postpones the idle end of the session. */
export const touchSession = (): Promise<Session> =>
  fetchJson('/session/touch', SessionSchema, { method: 'POST', body: {} })
