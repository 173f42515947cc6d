import { memo } from 'react'
import type { User } from '../../contract/session.ts'
import type { UpdateView } from '../features/calls/view.ts'
import { DraftsButton } from '../features/notes/drafts-button.tsx'
import { useReach } from './use-reach.ts'
import styles from './workspace.module.css'

type SessionButtonProps = { user: User; onSignOut: () => Promise<void> }

type TopBarProps = SessionButtonProps & { updateView: UpdateView }

export const TopBar = memo(function TopBar({ updateView, ...session }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <img src="/mark.svg" alt="" width="22" height="22" />
      <span className={styles.name}>Call Review</span>
      <DraftsButton onOpen={(call) => updateView({ call })} />
      <SessionButton {...session} />
    </header>
  )
})

/** The menu behind the button is worth its kilobytes only to those who reach for it. */
function SessionButton(props: SessionButtonProps) {
  const menu = useReach('session menu', () => import('./session-menu.tsx'))
  const label = (
    <>
      <span className={styles.initials} aria-hidden="true">
        {props.user.userName.slice(0, 2).toUpperCase()}
      </span>
      {props.user.userName}
    </>
  )
  if (menu.hasFailed) {
    // The way out must not depend on a part of the page that is gone since a newer version was installed.
    return (
      <button type="button" className={styles.session} onClick={() => void props.onSignOut()}>
        Sign out
      </button>
    )
  }
  if (menu.part !== undefined) {
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
      {...menu.reaching}
    >
      {label}
    </button>
  )
}
