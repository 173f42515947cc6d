import { startTransition, useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Session, SignedInSession } from '../../contract/session.ts'
import { findCookie, keepsCookies, readSession, signOut as endSession } from '../api/session.ts'

/**
 * Who is at the door. `ended` keeps the session that was: the page stays as it is under the sign-in
 * dialog, so that nothing typed goes away. Where no cookie is kept, signing in would only lead back here.
 */
export type Gate =
  | { state: 'checking' }
  | { state: 'unreachable'; error: unknown }
  | { state: 'signed-out'; keepsCookies: boolean }
  | { state: 'signed-in'; session: SignedInSession }
  | { state: 'ended'; session: SignedInSession; keepsCookies: boolean }

const SIGNED_OUT: Gate = { state: 'signed-out', keepsCookies: true }

/** A frame may be told apart from a tab before anybody has tried to sign in: only there cookies are often cut off. */
export const isFramed = window.self !== window.top

async function readGate(): Promise<Gate> {
  try {
    const session = await readSession()
    if (session.authenticated) return { state: 'signed-in', session }
    return isFramed ? { state: 'signed-out', keepsCookies: await findCookie() } : SIGNED_OUT
  } catch (error) {
    return { state: 'unreachable', error }
  }
}

/** The session as the page sees it, and the ways in and out. */
export function useGate() {
  const [gate, setGate] = useState<Gate>({ state: 'checking' })

  // What was there stays until what comes next can be drawn. React would otherwise put a word in between, and leave it
  // for a third of a second although all is there.
  const show = useCallback((next: Gate) => startTransition(() => setGate(next)), [])
  const ask = useCallback(() => void readGate().then(show), [show])

  useEffect(ask, [ask])

  useEffect(() => {
    // A page that Back brings out of the browser's memory shows nothing until it is known who is there.
    const hide = () => {
      document.body.hidden = true
    }
    const askOnReturn = async ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return
      const now = await readGate()
      flushSync(() => setGate(now))
      document.body.hidden = false
    }
    const onShow = (event: PageTransitionEvent) => void askOnReturn(event)
    window.addEventListener('pagehide', hide)
    window.addEventListener('pageshow', onShow)
    return () => {
      window.removeEventListener('pagehide', hide)
      window.removeEventListener('pageshow', onShow)
    }
  }, [])

  const hasEnded = gate.state === 'ended'
  useEffect(() => {
    if (!hasEnded) return
    keepsCookies().then(
      (keeps) => setGate((was) => (was.state === 'ended' ? { ...was, keepsCookies: keeps } : was)),
      // Who cannot be asked now will say why when somebody tries to sign in.
      () => undefined,
    )
  }, [hasEnded])

  const askAgain = useCallback(() => {
    setGate({ state: 'checking' })
    ask()
  }, [ask])

  const enter = useCallback(
    (session: Session) =>
      show(session.authenticated ? { state: 'signed-in', session } : SIGNED_OUT),
    [show],
  )

  const leave = useCallback(async () => {
    await endSession()
    setGate(SIGNED_OUT)
  }, [])

  /** The gateway no longer knows this session. */
  const expire = useCallback(
    () =>
      setGate((was) =>
        was.state === 'signed-in' ? { ...was, state: 'ended', keepsCookies: true } : was,
      ),
    [],
  )

  return { gate, askAgain, enter, leave, expire }
}
