import { useCallback, useEffect, useState } from 'react'
import type { Session, SignedInSession } from '../../contract/session.ts'
import { readSession, signOut as endSession } from '../api/session.ts'

/**
 * Who is at the door. `ended` keeps the session that was: the page stays as it is under the sign-in
 * dialog, so that nothing typed goes away.
 */
export type Gate =
  | { state: 'checking' }
  | { state: 'unreachable'; error: unknown }
  | { state: 'signed-out' }
  | { state: 'signed-in' | 'ended'; session: SignedInSession }

const gateFor = (session: Session): Gate =>
  session.authenticated ? { state: 'signed-in', session } : { state: 'signed-out' }

/** The session as the page sees it, and the ways in and out. */
export function useGate() {
  const [gate, setGate] = useState<Gate>({ state: 'checking' })

  const ask = useCallback(() => {
    readSession().then(
      (session) => setGate(gateFor(session)),
      (error: unknown) => setGate({ state: 'unreachable', error }),
    )
  }, [])

  useEffect(ask, [ask])

  const askAgain = useCallback(() => {
    setGate({ state: 'checking' })
    ask()
  }, [ask])

  const enter = useCallback((session: Session) => setGate(gateFor(session)), [])

  const leave = useCallback(async () => {
    await endSession()
    setGate({ state: 'signed-out' })
  }, [])

  /** The gateway no longer knows this session. */
  const expire = useCallback(
    () => setGate((was) => (was.state === 'signed-in' ? { ...was, state: 'ended' } : was)),
    [],
  )

  return { gate, askAgain, enter, leave, expire }
}
