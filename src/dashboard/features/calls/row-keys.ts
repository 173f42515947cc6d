/** The row to go to on a key; Page keys go by as many rows as are in sight. */
export function findRowToGoTo(
  key: string,
  row: HTMLTableRowElement,
): HTMLTableRowElement | undefined {
  const rows = row.closest('tbody')?.rows
  if (rows === undefined) return undefined
  const at = row.sectionRowIndex
  const last = rows.length - 1
  const goal = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + countRowsInSight(row),
    PageUp: at - countRowsInSight(row),
    Home: 0,
    End: last,
  }[key]
  return goal === undefined ? undefined : rows[Math.max(0, Math.min(last, goal))]
}

/** Less the head and the row that stays in sight, so that the reader does not lose the thread. */
function countRowsInSight(row: HTMLElement): number {
  const scroller = row.closest('table')?.parentElement
  const height = Math.min(scroller?.clientHeight ?? 0, window.innerHeight)
  return Math.max(1, Math.floor(height / row.offsetHeight) - 2)
}
