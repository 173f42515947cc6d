import { useState } from 'react'
import type { User } from '../../contract/session.ts'
import { useView } from '../features/calls/view.ts'
import { DraftsButton } from '../features/notes/drafts-button.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import styles from './workspace.module.css'

type TopBarProps = { user: User; onSignOut: () => Promise<void> }

export function TopBar(props: TopBarProps) {
  const { updateView } = useView()
  return (
    <header className={styles.bar}>
      <img src="/mark.svg" alt="" width="22" height="22" />
      <span className={styles.name}>Call Review</span>
      <DraftsButton onOpen={(call) => updateView({ call })} />
      <SessionButton {...props} />
    </header>
  )
}

/** The menu behind the button is worth its kilobytes only to those who reach for it. */
function SessionButton(props: TopBarProps) {
  const [isReachedFor, setIsReachedFor] = useState(false)
  const [isPressed, setIsPressed] = useState(false)
  const menu = useOnDemand('session menu', () => import('./session-menu.tsx'), isReachedFor)
  const label = (
    <>
      <span className={styles.initials} aria-hidden="true">
        {props.user.userName.slice(0, 2).toUpperCase()}
      </span>
      {props.user.userName}
    </>
  )
  if (isPressed && menu.isError) {
    // The way out must not depend on a part of the page that is gone since a newer version was installed.
    return (
      <button type="button" className={styles.session} onClick={() => void props.onSignOut()}>
        Sign out
      </button>
    )
  }
  if (isPressed && menu.part !== undefined) {
    return (
      <menu.part.SessionMenu {...props} className={styles.session ?? ''}>
        {label}
      </menu.part.SessionMenu>
    )
  }
  return (
    <button
      type="button"
      className={styles.session}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => setIsReachedFor(true)}
      onFocus={() => setIsReachedFor(true)}
      onClick={() => {
        setIsReachedFor(true)
        setIsPressed(true)
      }}
    >
      {label}
    </button>
  )
}
