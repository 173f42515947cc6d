import { useState } from 'react'
import { type ListTable, nameOf } from './column.ts'
import { moveField } from './layout.ts'

/** Moving columns, and where one was moved to, for those who do not see it. */
export function useMoves(table: ListTable) {
  const [moved, setMoved] = useState<string>()
  const shown = table.getVisibleLeafColumns()
  const at = shown.findIndex(({ id }) => id === moved)
  const column = shown[at]
  return {
    /** Moves a column to a place among those that are shown, as far as pinned ones let it. */
    move: (field: string, place: number) => {
      const goal = shown[Math.max(0, Math.min(shown.length - 1, place))]
      if (goal === undefined) return
      table.setColumnOrder((order) => moveField(order, field, goal.id))
      setMoved(field)
    },
    said: column && `${nameOf(column)} is column ${at + 1} of ${shown.length} now`,
  }
}

export type Moves = ReturnType<typeof useMoves>
