import { createContext, useContext } from 'react'
import type { SignedInSession } from '../../contract/session.ts'

export const SessionContext = createContext<SignedInSession | undefined>(undefined)

/** Who is signed in, for parts of the page far below the door. */
export function useSession(): SignedInSession {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('This part needs a SessionContext around it.')
  return session
}

/** Under which name a person's own settings are kept in a browser that several people use. */
export function useViewer(): string {
  const { customerName, userName } = useSession().user
  return JSON.stringify([customerName, userName]).toLowerCase()
}
