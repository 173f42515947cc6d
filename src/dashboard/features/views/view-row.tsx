import { useId, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { readName } from './name-dialog.tsx'
import type { OwnView } from './own-views.ts'
import styles from './views.module.css'

type ViewRowProps = {
  view: OwnView
  taken: string[]
  isFirst: boolean
  isLast: boolean
  onRename: (name: string) => void
  onMove: (by: number) => void
  onDelete: () => void
}

/** One saved view: its name is typed over, and Alt+↑ and Alt+↓ in it move it. */
export function ViewRow(props: ViewRowProps) {
  const { view, taken, isFirst, isLast, onRename, onMove, onDelete } = props
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()

  function apply() {
    if (typed === undefined) return
    const read = readName(typed, taken)
    setProblem('problem' in read ? read.problem : undefined)
    if ('problem' in read) return
    setTyped(undefined)
    if (read.name !== view.name) onRename(read.name)
  }

  return (
    <li className={styles.row}>
      <input
        className={styles.name}
        aria-label={`Name of ${view.name}`}
        value={typed ?? view.name}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply()
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
          if (!event.altKey || by === undefined) return
          event.preventDefault()
          onMove(by)
        }}
      />
      <Button
        look="icon"
        aria-label={`Move ${view.name} up`}
        title="Move up"
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <Icon name="up" />
      </Button>
      <Button
        look="icon"
        aria-label={`Move ${view.name} down`}
        title="Move down"
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <Icon name="down" />
      </Button>
      <Button aria-label={`Delete ${view.name}`} onClick={onDelete}>
        Delete
      </Button>
      {problem !== undefined && (
        <p id={id} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </li>
  )
}
