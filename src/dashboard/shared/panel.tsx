import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './panel.module.css'
import { useModal } from './use-modal.ts'

export type PanelPlace = {
  /** The place of what has opened it: it hangs beneath. */
  anchor: DOMRect
  onClose: () => void
}

type PanelProps = PanelPlace & {
  title: string
  /** What can be done to all of it. */
  tools?: ReactNode
  children: ReactNode
}

/** A dialog that hangs from its button. Escape, its own button and a press beside it close it. */
export function Panel({ anchor, title, tools, onClose, children }: PanelProps) {
  const titleId = useId()
  const dialog = useModal()
  const { clientWidth } = document.documentElement
  const side =
    anchor.left < clientWidth / 2
      ? { insetInlineStart: anchor.left }
      : { insetInlineEnd: clientWidth - anchor.right }

  return (
    <dialog
      ref={dialog}
      className={styles.panel}
      style={{ ...side, ...Object.fromEntries([['--below', `${anchor.bottom}px`]]) }}
      aria-labelledby={titleId}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        {tools}
        <Button look="icon" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {children}
    </dialog>
  )
}
