import { MORE_COLUMNS } from './more-columns.tsx'
import { STANDARD_COLUMNS } from './standard-columns.tsx'

/** Every column there is. The list does not wait for all of them: this is for what is loaded on demand. */
export const ALL_COLUMNS = [...STANDARD_COLUMNS, ...MORE_COLUMNS]

export const nameColumn = (field: string): string =>
  ALL_COLUMNS.find((column) => column.field === field)?.name ?? field
