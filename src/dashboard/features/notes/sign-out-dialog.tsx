import { useId, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { useModal } from '../../shared/use-modal.ts'
import modal from '../../shared/modal.module.css'
import styles from './drafts-list.module.css'
import { listUnsent, type NotesState } from './note-state.ts'
import { useNoteKeeper, useNotes } from './notes-provider.tsx'

type SignOutDialogProps = { onSignOut: () => Promise<void>; onCancel: () => void }

/** Asks what becomes of the notes that were not sent, before their person goes. */
export function SignOutDialog({ onSignOut, onCancel }: SignOutDialogProps) {
  const unsent = listOwn(useNotes())
  const { keeper } = useNoteKeeper()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const dialog = useModal()
  const id = useId()

  /** Signs out once `prepare` has nothing to object to. */
  async function leave(prepare: () => Promise<string | undefined>) {
    setIsBusy(true)
    setProblem(undefined)
    const objection = await prepare()
    // Whoever has chosen to stay in the meantime stays.
    if (dialog.current?.open !== true) return
    if (objection === undefined) {
      await onSignOut().catch(() => setProblem('Signing out failed. Try again.'))
    } else {
      setProblem(objection)
    }
    setIsBusy(false)
  }

  async function sendAll() {
    if (keeper === undefined) return undefined
    await Promise.all(unsent.map((note) => keeper.send(note)))
    const left = listOwn(keeper.all()).length
    return left === 0 ? undefined : `${countNotes(left)} could not be sent.`
  }

  async function keep() {
    await keeper?.flush()
    return keeper?.isAllKept() === true
      ? undefined
      : 'This browser keeps nothing at the moment. Copy your text first, or send it.'
  }

  async function discard() {
    await keeper?.discardAll()
    return undefined
  }

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={modal.modal}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      onClose={onCancel}
    >
      <h2 id={`${id}-title`}>{countNotes(unsent.length)} not sent</h2>
      <p id={`${id}-about`}>What you keep is encrypted, and is here when you sign in again.</p>
      {problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button look="primary" disabled={isBusy} onClick={() => void leave(sendAll)}>
          Send
        </Button>
        <Button disabled={isBusy} onClick={() => void leave(keep)}>
          Keep on this device
        </Button>
        <Button disabled={isBusy} onClick={() => void leave(discard)}>
          Discard
        </Button>
        <Button look="plain" onClick={onCancel}>
          Stay signed in
        </Button>
      </div>
    </dialog>
  )
}

/** What another page has open is that page's to send. */
const listOwn = (notes: NotesState) => listUnsent(notes).filter(({ isElsewhere }) => !isElsewhere)

const countNotes = (count: number) => (count === 1 ? '1 note' : `${count} notes`)
