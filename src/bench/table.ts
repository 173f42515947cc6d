export const say = (text: string) => process.stdout.write(`${text}\n`)

/** Milliseconds as a cell. */
export const ms = (value = Number.NaN) => value.toFixed(Math.abs(value) < 10 ? 2 : 1)

/** Columns as wide as their widest cell; all but the first to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return column === 0 ? cell.padEnd(width) : cell.padStart(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
