import { useId, useState } from 'react'
import { ViewNameSchema } from '../../../contract/views.ts'
import { Button } from '../../shared/button.tsx'
import { Modal } from '../../shared/modal.tsx'
import styles from './views.module.css'

/** A name as it is kept, or as a sentence why it cannot be. */
export function readName(text: string, taken: string[]): { name: string } | { problem: string } {
  const { data, error } = ViewNameSchema.safeParse(text)
  if (data === undefined) return { problem: error.issues[0]?.message ?? '' }
  return taken.includes(data)
    ? { problem: 'You have a view of this name already.' }
    : { name: data }
}

type NameDialogProps = {
  suggestion: string
  taken: string[]
  onSave: (name: string) => void
  onClose: () => void
}

/** Asks under which name the list on the page is saved. */
export function NameDialog({ suggestion, taken, onSave, onClose }: NameDialogProps) {
  const id = useId()
  const [typed, setTyped] = useState(suggestion)
  const [problem, setProblem] = useState<string>()
  return (
    <Modal title="Save this view" onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const read = readName(typed, taken)
          if ('name' in read) onSave(read.name)
          else setProblem(read.problem)
        }}
      >
        <label htmlFor={id}>Name</label>
        <input
          id={id}
          className={styles.name}
          value={typed}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-about`}
          data-first
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setTyped(target.value)}
        />
        <p id={`${id}-about`} className={styles.about} role="status">
          {problem ??
            'Filters, sorting, columns and rows a page. A range such as last 7 days rolls on.'}
        </p>
        <div className={styles.actions}>
          <Button look="primary" type="submit">
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  )
}
