import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu } from '@base-ui/react/menu'
import { type ReactNode, useRef, useState } from 'react'
import type { User } from '../../contract/session.ts'
import { useUnsavedNotes } from '../features/notes/notes-provider.tsx'
import styles from './session-menu.module.css'

type SessionMenuProps = {
  user: User
  onSignOut: () => Promise<void>
  className: string
  children: ReactNode
}

/** Who is signed in, and the way out. */
export function SessionMenu({ user, onSignOut, className, children }: SessionMenuProps) {
  const unsaved = useUnsavedNotes().length
  const [hasFailed, setHasFailed] = useState(false)
  // Inside the header, so that the menu belongs to a landmark of the page.
  const place = useRef<HTMLDivElement>(null)
  return (
    <CSPProvider disableStyleElements>
      <Menu.Root defaultOpen>
        <Menu.Trigger className={className}>{children}</Menu.Trigger>
        <div ref={place} />
        <Menu.Portal container={place}>
          <Menu.Positioner align="end" sideOffset={6} className={styles.place}>
            <Menu.Popup className={styles.menu}>
              <Menu.Group>
                <Menu.GroupLabel className={styles.who}>
                  {user.userName} at {user.customerName}
                </Menu.GroupLabel>
                <Menu.Item
                  className={styles.item}
                  closeOnClick={false}
                  onClick={() => {
                    onSignOut().catch(() => setHasFailed(true))
                  }}
                >
                  {unsaved === 0
                    ? 'Sign out'
                    : `Sign out and lose ${unsaved === 1 ? 'a note' : `${unsaved} notes`} not saved`}
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
    </CSPProvider>
  )
}
