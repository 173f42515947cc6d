import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { PanelButton } from '../../shared/panel-button.tsx'
import styles from './calls-view.module.css'
import type { ListTable } from './column.ts'
import type { CallLayout } from './use-layout.ts'
import type { Moves } from './use-moves.ts'

type ColumnsButtonProps = { table: ListTable; layout: CallLayout; moves: Moves }

export function ColumnsButton(props: ColumnsButtonProps) {
  return (
    <PanelButton
      name="The columns"
      load={() => import('./columns-panel.tsx')}
      renderPanel={({ ColumnsPanel }, place) => <ColumnsPanel {...props} {...place} />}
    >
      <Icon name="columns" />
      Columns
    </PanelButton>
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
