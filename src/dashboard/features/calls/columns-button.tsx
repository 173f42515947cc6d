import { useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import styles from './calls-view.module.css'
import type { ListTable } from './column.ts'
import type { CallLayout } from './use-layout.ts'
import type { Moves } from './use-moves.ts'

type ColumnsButtonProps = { table: ListTable; layout: CallLayout; moves: Moves }

/** Opens the panel of columns, which loads with the first opening. */
export function ColumnsButton(props: ColumnsButtonProps) {
  /** Where the panel hangs; undefined while it is closed. */
  const [anchor, setAnchor] = useState<DOMRect>()
  const isOpen = anchor !== undefined
  const panel = useOnDemand('columns', () => import('./columns-panel.tsx'), isOpen)
  return (
    <>
      <Button
        look="plain"
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget.getBoundingClientRect())
          if (panel.isError) panel.retry()
        }}
      >
        <Icon name="columns" />
        Columns
      </Button>
      {isOpen && panel.isError && (
        <span role="alert">The columns did not arrive: press again.</span>
      )}
      {isOpen && panel.part !== undefined && (
        <panel.part.ColumnsPanel {...props} anchor={anchor} onClose={() => setAnchor(undefined)} />
      )}
    </>
  )
}

type LinkedColumnsProps = { cause: 'link' | 'view'; onKeep: () => void; onLeave: () => void }

/** What to do about columns that came with a link or a saved view. */
export function LinkedColumns({ cause, onKeep, onLeave }: LinkedColumnsProps) {
  return (
    <div className={styles.linked}>
      <p>This {cause} brought its own columns.</p>
      <Button onClick={onKeep}>Make these my columns</Button>
      <Button look="plain" onClick={onLeave}>
        Back to my columns
      </Button>
    </div>
  )
}
