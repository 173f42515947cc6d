import { lazy, Suspense, useEffect } from 'react'
import type { Session } from '../../contract/session.ts'
import { describeError } from '../api/problem-text.ts'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import styles from './app.module.css'
import { isFramed, useGate } from './use-gate.ts'

const loadWorkspace = () => import('./workspace.tsx')
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }))
const loadSignInForm = () => import('../features/sign-in/sign-in-form.tsx')
const SignInForm = lazy(async () => ({ default: (await loadSignInForm()).SignInForm }))
const CookieNotice = lazy(async () => ({
  default: (await import('./cookie-notice.tsx')).CookieNotice,
}))

/** What does not come, for one without a connection, is asked for again when it is needed. */
const readAhead = (load: () => Promise<unknown>) => load().catch(() => undefined)

/** Long after the list has come, and long before a session ends. */
const FORM_AFTER_MS = 10_000

/** The door: signed in or not. What is behind it loads while the person types. */
export function App() {
  const { gate, askAgain, enter, leave, expire } = useGate()
  /** The form says that it is at work until there is something to see. */
  const open = (session: Session) =>
    readAhead(async () => (await loadWorkspace()).openCalls(session, expire)).then(() =>
      enter(session),
    )
  const isSignedIn = gate.state === 'signed-in'

  useEffect(() => {
    if (gate.state === 'signed-out' && gate.keepsCookies)
      void readAhead(async () => (await loadWorkspace()).loadPartsAhead())
  }, [gate])

  useEffect(() => {
    // Once the session ends, a newer version may have taken the form's file away.
    const timer = isSignedIn ? setTimeout(readAhead, FORM_AFTER_MS, loadSignInForm) : undefined
    return () => clearTimeout(timer)
  }, [isSignedIn])

  if (gate.state === 'checking') return <Opening />
  if (gate.state === 'unreachable') {
    return (
      <div className={styles.centered}>
        <Message
          title="Call Review could not start"
          tone="warm"
          role="alert"
          actions={<Button onClick={askAgain}>Retry</Button>}
        >
          <p>{describeError(gate.error)}</p>
        </Message>
      </div>
    )
  }

  const notice = (
    <Suspense>
      <CookieNotice isFramed={isFramed} />
    </Suspense>
  )
  if (gate.state === 'signed-out') {
    return (
      <Suspense fallback={<Opening />}>
        <SignInPage isApart={isFramed && gate.keepsCookies}>
          {gate.keepsCookies ? <SignInForm onSignedIn={open} /> : notice}
        </SignInPage>
      </Suspense>
    )
  }

  const { user } = gate.session
  return (
    <Suspense fallback={<Opening />}>
      {/* Another user gets another workspace: neither cache nor text passes from one to the other. */}
      <Workspace
        key={`${user.customerName}\n${user.userName}`}
        session={gate.session}
        isEnded={gate.state === 'ended'}
        onEnded={expire}
        onSignOut={leave}
        signIn={
          gate.state === 'ended' && !gate.keepsCookies ? (
            notice
          ) : (
            <Suspense>
              <SignInForm user={user} onSignedIn={enter} />
            </Suspense>
          )
        }
      />
    </Suspense>
  )
}

/** Nothing for the first moment, then a word: a flash of text helps nobody. */
function Opening() {
  return (
    <p className={styles.opening} role="status">
      Opening…
    </p>
  )
}
