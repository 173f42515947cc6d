import type { ReactNode } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import styles from './calls-view.module.css'
import type { ListTable } from './column.ts'
import { callsOf } from './describe-rows.ts'
import type { CallSelection } from './use-selection.ts'

type ChosenCallsProps = {
  table: ListTable
  selection: CallSelection
  /** What else can be done to them. */
  actions: (calls: readonly CallSummary[]) => ReactNode
}

/** How many calls are chosen, and what can be done to them, which loads with the first one. */
export function ChosenCalls({ table, selection, actions }: ChosenCallsProps) {
  const { calls, countHere } = selection
  const isAny = calls.length > 0
  const { part, isError, retry } = useOnDemand(
    'chosen calls',
    () => import('./selection-actions.tsx'),
    isAny,
  )
  return (
    <div className={styles.selection} role="group" aria-label="Selected calls">
      <p aria-live="polite">
        {isAny && `${callsOf(calls.length)} selected, ${formatCount(countHere)} on this page`}
      </p>
      {isAny && isError && <Button onClick={retry}>Retry</Button>}
      {isAny && actions(calls)}
      {isAny && part !== undefined && (
        <part.SelectionActions
          table={{
            calls,
            columns: table.getVisibleLeafColumns().flatMap(({ columnDef }) => columnDef.meta ?? []),
            zone: table.options.meta?.zone,
          }}
          onClear={() => table.resetRowSelection(true)}
        />
      )}
    </div>
  )
}
