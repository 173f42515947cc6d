import { lazy, type ReactNode, Suspense } from 'react'
import styles from './sign-in.module.css'

// A picture keeps nobody from signing in.
const Morning = lazy(() =>
  import('./morning.tsx').then(
    (part) => ({ default: part.Morning }),
    () => ({ default: () => null }),
  ),
)

type SignInPageProps = {
  /** Inside a page of another site a browser may keep another session than in a tab. */
  isApart: boolean
  children: ReactNode
}

/** The way in: what this is, and the form. */
export function SignInPage({ isApart, children }: SignInPageProps) {
  return (
    <div className={styles.page}>
      <main className={styles.panel}>
        <img src="/mark.svg" alt="" width="36" height="36" />
        <h1>Call Review</h1>
        <p className={styles.lead}>
          Find, read and annotate your calls. Sign in with your HostedSuite account.
        </p>
        {children}
        <p className={styles.hint}>
          Your password is used to read HostedSuite on your behalf and is never kept in this
          browser.{isApart && ' Signing in inside another page may not reach your other tabs.'}
        </p>
      </main>
      <div className={styles.picture} aria-hidden="true">
        <Suspense>
          <Morning />
        </Suspense>
      </div>
    </div>
  )
}
