import { useId } from 'react'
import { Button } from '../../shared/button.tsx'
import { useModal } from '../../shared/use-modal.ts'
import styles from './bulk.module.css'

type StopQuestionProps = { onStop: () => void; onGoOn: () => void }

/** Asked before calls that wait to be logged are given up. */
export function StopQuestion({ onStop, onGoOn }: StopQuestionProps) {
  const id = useId()
  const dialog = useModal()

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={styles.question}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      onClose={() => dialog.current?.open === false && onGoOn()}
    >
      <h2 id={`${id}-title`}>Stop logging?</h2>
      <p id={`${id}-about`}>
        Calls that wait are not logged. What is being sent now is finished, and each call remembers
        whether it was logged.
      </p>
      <div className={styles.actions}>
        <Button onClick={onGoOn}>Go on</Button>
        <Button onClick={onStop}>Stop and close</Button>
      </div>
    </dialog>
  )
}
