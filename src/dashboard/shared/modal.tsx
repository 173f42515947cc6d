import { type ReactNode, useId, useLayoutEffect } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './modal.module.css'
import { useModal } from './use-modal.ts'

type ModalProps = { title: string; onClose: () => void; children: ReactNode }

/**
 * A dialog that everything else waits for. Escape, its button and a press beside it close it. It begins at what is
 * marked with `data-first`, or at that button.
 */
export function Modal({ title, onClose, children }: ModalProps) {
  const titleId = useId()
  const dialog = useModal()

  useLayoutEffect(() => {
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [dialog])

  return (
    <dialog
      ref={dialog}
      className={styles.modal}
      aria-labelledby={titleId}
      closedby="any"
      onCancel={(event) => {
        // A file chooser that was cancelled says so too.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <Button look="icon" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {children}
    </dialog>
  )
}
