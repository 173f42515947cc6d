import { useId, useLayoutEffect, useRef } from 'react'
import { Button } from './button.tsx'
import styles from './copy-by-hand.module.css'
import { useModal } from './use-modal.ts'

/** A text to copy by hand where the browser lets no page do it, as in some frames. */
export function CopyByHand({ text, onClose }: { text: string; onClose: () => void }) {
  const id = useId()
  const dialog = useModal()
  const box = useRef<HTMLTextAreaElement>(null)

  useLayoutEffect(() => box.current?.select(), [])

  return (
    <dialog
      ref={dialog}
      className={styles.byHand}
      aria-labelledby={id}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <label htmlFor={`${id}-text`} id={id}>
        This browser lets the page copy nothing. Copy the text by hand:
      </label>
      <textarea ref={box} id={`${id}-text`} readOnly rows={10} value={text} />
      <Button onClick={onClose}>Close</Button>
    </dialog>
  )
}
