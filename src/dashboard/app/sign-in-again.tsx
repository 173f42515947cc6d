import { type ReactNode, useEffect } from 'react'
import { useModal } from '../shared/use-modal.ts'
import styles from './sign-in-again.module.css'

/** Asks for the password over the page whose session has ended. It cannot be waved away. */
export function SignInAgain({ children }: { children: ReactNode }) {
  const dialog = useModal()
  useEffect(() => {
    // Taken from the whole page: an Escape that got by would reach what lies under the dialog.
    const keepOpen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.preventDefault()
    }
    window.addEventListener('keydown', keepOpen, true)
    return () => window.removeEventListener('keydown', keepOpen, true)
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.again}
      aria-labelledby="sign-in-again"
      // A phone's Back gesture closes a dialog too, the second time whatever its page says.
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      <h2 id="sign-in-again">Sign in again</h2>
      <p>Your session has ended. The page behind is as you left it.</p>
      {children}
    </dialog>
  )
}
