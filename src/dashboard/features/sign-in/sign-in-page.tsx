import type { ReactNode } from 'react'
import { StackedBar } from '../../shared/stacked-bar.tsx'
import styles from './sign-in.module.css'

// Eleven calls of a morning, in seconds of ring, hold, talk, transfer and work: the picture of the product.
const MORNING = [
  [6, 0, 96, 0, 14],
  [5, 44, 74, 0, 8],
  [11, 0, 214, 36, 22],
  [4, 0, 38, 0, 0],
  [7, 91, 12, 0, 0],
  [5, 0, 151, 0, 30],
  [9, 22, 61, 48, 10],
  [6, 0, 305, 0, 18],
  [21, 0, 0, 0, 0],
  [5, 12, 118, 0, 12],
  [8, 0, 67, 0, 9],
]
const TONES = ['ring', 'hold', 'talk', 'transfer', 'work']

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
        {MORNING.map((parts) => (
          <StackedBar
            key={parts.join()}
            label=""
            height="thick"
            scale={340}
            segments={parts
              .map((size, index) => ({ size, tone: TONES[index] ?? '' }))
              .filter(({ size }) => size > 0)}
          />
        ))}
      </div>
    </div>
  )
}
