import { useId } from 'react'
import { Button } from '../../shared/button.tsx'
import { Panel, type PanelPlace } from '../../shared/panel.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import styles from './columns-panel.module.css'
import { ColumnItem } from './column-item.tsx'
import type { ListColumn, ListTable } from './column.ts'
import { DENSITIES, DENSITY_NAMES } from './layout.ts'
import type { CallLayout } from './use-layout.ts'
import { loadMoreColumns } from './use-calls-table.ts'
import type { Moves } from './use-moves.ts'

type ColumnsPanelProps = PanelPlace & {
  table: ListTable
  layout: CallLayout
  moves: Moves
}

/** All columns: which are shown, in which order, how wide, and which of them stay while the others scroll. */
export function ColumnsPanel({ table, layout, moves, ...place }: ColumnsPanelProps) {
  const { density, isStandard, changeDensity, reset } = layout
  const groupId = useId()
  const more = useOnDemand('more columns', loadMoreColumns)
  const shown = table.getVisibleLeafColumns()
  const hidden = table.getAllLeafColumns().filter((column) => !column.getIsVisible())

  const item = (column: ListColumn, at?: number) => (
    <ColumnItem key={column.id} {...{ column, at, table, layout, moves }} />
  )

  return (
    <Panel
      title="Columns"
      tools={
        <Button disabled={isStandard} onClick={reset}>
          Reset
        </Button>
      }
      {...place}
    >
      <fieldset className={styles.density}>
        <legend className="unseen">Density</legend>
        {DENSITIES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${groupId}-density`}
              checked={density === each}
              onChange={() => changeDensity(each)}
            />
            {DENSITY_NAMES[each]}
          </label>
        ))}
      </fieldset>
      <ol className={styles.list} aria-label="Shown columns">
        {shown.map((column, at) => item(column, at))}
      </ol>
      {hidden.length > 0 && (
        <ul className={styles.list} aria-label="Hidden columns">
          {hidden.map((column) => item(column))}
        </ul>
      )}
      {more.isError && (
        <div role="alert" className={styles.missing}>
          The other columns did not arrive.
          <Button onClick={more.retry}>Retry</Button>
        </div>
      )}
      <p className={styles.about}>
        Alt with the arrow keys moves a column. This browser remembers your columns.
      </p>
      <p className="unseen" aria-live="polite">
        {moves.said}
      </p>
    </Panel>
  )
}
