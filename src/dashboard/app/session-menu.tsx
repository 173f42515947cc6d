import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu } from '@base-ui/react/menu'
import { type ReactNode, useRef, useState } from 'react'
import type { User } from '../../contract/session.ts'
import { listUnsent } from '../features/notes/note-state.ts'
import { useNotes } from '../features/notes/notes-provider.tsx'
import { SignOutDialog } from '../features/notes/sign-out-dialog.tsx'
import { unhideGuards } from '../shared/menu-guards.ts'
import styles from '../shared/menu.module.css'

type SessionMenuProps = {
  user: User
  onSignOut: () => Promise<void>
  className: string
  children: ReactNode
}

/** Who is signed in, and the way out. */
export function SessionMenu({ user, onSignOut, className, children }: SessionMenuProps) {
  const hasUnsent = listUnsent(useNotes()).some(({ isElsewhere }) => !isElsewhere)
  const [isAsking, setIsAsking] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)
  // Inside the header, so that the menu belongs to a landmark of the page.
  const place = useRef<HTMLDivElement>(null)
  return (
    <CSPProvider disableStyleElements>
      <Menu.Root defaultOpen onOpenChangeComplete={unhideGuards}>
        <Menu.Trigger className={className}>{children}</Menu.Trigger>
        <div ref={place} />
        <Menu.Portal container={place}>
          <Menu.Positioner align="end" sideOffset={6} className={styles.place}>
            <Menu.Popup className={styles.menu}>
              <Menu.Group>
                <Menu.GroupLabel className={styles.label}>
                  {user.userName} at {user.customerName}
                </Menu.GroupLabel>
                <Menu.Item
                  className={styles.item}
                  closeOnClick={hasUnsent}
                  onClick={() => {
                    if (hasUnsent) setIsAsking(true)
                    else onSignOut().catch(() => setHasFailed(true))
                  }}
                >
                  Sign out
                </Menu.Item>
              </Menu.Group>
              {hasFailed && (
                <p className={styles.failure} role="alert">
                  Signing out failed: the gateway did not answer. Try again.
                </p>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {isAsking && <SignOutDialog onSignOut={onSignOut} onCancel={() => setIsAsking(false)} />}
    </CSPProvider>
  )
}
