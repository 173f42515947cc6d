import { lazy, Suspense, useState } from 'react'
import type { User } from '../../contract/session.ts'
import styles from './workspace.module.css'

const loadMenu = () => import('./session-menu.tsx')
const SessionMenu = lazy(async () => ({ default: (await loadMenu()).SessionMenu }))

type TopBarProps = { user: User; onSignOut: () => Promise<void> }

export function TopBar(props: TopBarProps) {
  return (
    <header className={styles.bar}>
      <img src="/mark.svg" alt="" width="22" height="22" />
      <span className={styles.name}>Call Review</span>
      <SessionButton {...props} />
    </header>
  )
}

/** The menu behind the button is worth its kilobytes only to those who open it. */
function SessionButton(props: TopBarProps) {
  const [isOpened, setIsOpened] = useState(false)
  const button = (
    <button
      type="button"
      className={styles.session}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setIsOpened(true)}
    >
      <SessionLabel user={props.user} />
    </button>
  )
  if (!isOpened) return button
  return (
    <Suspense fallback={button}>
      <SessionMenu {...props} className={styles.session ?? ''}>
        <SessionLabel user={props.user} />
      </SessionMenu>
    </Suspense>
  )
}

function SessionLabel({ user }: { user: User }) {
  return (
    <>
      <span className={styles.initials} aria-hidden="true">
        {user.userName.slice(0, 2).toUpperCase()}
      </span>
      {user.userName}
    </>
  )
}
