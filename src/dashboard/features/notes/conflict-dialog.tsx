import { diffWordsWithSpace } from 'diff'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { NoteTextSchema } from '../../../contract/notes.ts'
import { Button } from '../../shared/button.tsx'
import { useModal } from '../../shared/use-modal.ts'
import styles from './conflict-dialog.module.css'
import { joinNotes } from './merge-notes.ts'

type ConflictDialogProps = {
  /** What both began from. */
  base: string
  theirs: string
  yours: string
  onKeepMine: () => void
  onUseTheirs: () => void
  onCombine: (text: string) => void
}

/** Lets a person decide between two notes. It cannot be waved away: until then both are kept as they are. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { base, theirs, yours, onKeepMine, onUseTheirs, onCombine } = props
  const id = useId()
  const dialog = useModal()
  const title = useRef<HTMLHeadingElement>(null)
  const [combined, setCombined] = useState<string>()

  useLayoutEffect(() => {
    // To no button: whoever is still typing must not decide by a space or Enter.
    title.current?.focus()
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
      role="alertdialog"
      className={styles.conflict}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      // A phone's Back gesture closes a dialog too, the second time whatever its page says.
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      <h2 ref={title} id={`${id}-title`} tabIndex={-1}>
        This note was changed by someone else
      </h2>
      <p id={`${id}-about`}>
        They saved while you were writing. Nothing of yours is stored yet, and nothing is lost.
      </p>
      <div className={styles.texts}>
        <ChangedText name="Theirs" base={base} text={theirs} />
        <ChangedText name="Yours" base={base} text={yours} />
      </div>
      {combined !== undefined && (
        <CombinedNote text={combined} onChange={setCombined} onSave={onCombine} />
      )}
      <div className={styles.choices}>
        <Button onClick={onKeepMine}>Keep mine</Button>
        <Button onClick={onUseTheirs}>Use theirs</Button>
        {combined === undefined && (
          <Button look="primary" onClick={() => setCombined(joinNotes(theirs, yours))}>
            Combine
          </Button>
        )}
      </div>
    </dialog>
  )
}

type CombinedNoteProps = {
  text: string
  onChange: (text: string) => void
  onSave: (text: string) => void
}

const takeFocus = (field: HTMLTextAreaElement | null) => field?.focus()

function CombinedNote({ text, onChange, onSave }: CombinedNoteProps) {
  const id = useId()
  const problem = NoteTextSchema.safeParse(text).error?.issues[0]?.message
  return (
    <div className={styles.combined}>
      <label htmlFor={id}>Combined note</label>
      <textarea
        ref={takeFocus}
        id={id}
        value={text}
        rows={6}
        spellCheck
        aria-describedby={`${id}-problem`}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-problem`} className={styles.problem} aria-live="polite">
        {problem}
      </p>
      <Button look="primary" disabled={problem !== undefined} onClick={() => onSave(text)}>
        Save combined note
      </Button>
    </div>
  )
}

/** Two long texts without a word in common take minutes to compare; the person waits no longer than this. */
const LONGEST_COMPARISON_MS = 150

type ChangedTextProps = { name: string; base: string; text: string }

/** One side's whole text as it is, what it added marked in place, and beneath what it took out. */
function ChangedText({ name, base, text }: ChangedTextProps) {
  const changes = useMemo(
    () => diffWordsWithSpace(base, text, { timeout: LONGEST_COMPARISON_MS }),
    [base, text],
  )
  const removed = changes?.filter((part) => part.removed && part.value.trim() !== '') ?? []
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <p className={styles.text}>
        {text === '' && <span className={styles.quiet}>Nothing: the note was cleared.</span>}
        {changes === undefined
          ? text
          : changes
              .filter((part) => !part.removed)
              .map(({ value, added }, at) => (added ? <ins key={at}>{value}</ins> : value))}
      </p>
      {changes === undefined && <p className={styles.quiet}>Too long to mark what changed.</p>}
      {removed.length > 0 && (
        <p className={styles.removed}>
          Taken out:
          {removed.map(({ value }, at) => (
            <del key={at}>{value}</del>
          ))}
        </p>
      )}
    </section>
  )
}
