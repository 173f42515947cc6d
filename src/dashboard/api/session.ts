import { type Credentials, type Session, SessionSchema } from '../../contract/session.ts'
import { fetchJson, send } from './http.ts'

export const readSession = (): Promise<Session> => fetchJson('/session', SessionSchema)

export const signIn = (credentials: Credentials): Promise<Session> =>
  fetchJson('/session', SessionSchema, { method: 'POST', body: credentials })

export const signOut = (): Promise<void> => send('/session', { method: 'DELETE' })

/** Tells the gateway that a person is at work, which postpones the idle end of the session. */
export const touchSession = (): Promise<Session> =>
  fetchJson('/session/touch', SessionSchema, { method: 'POST', body: {} })
