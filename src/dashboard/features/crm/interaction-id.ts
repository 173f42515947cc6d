import { InteractionIdSchema } from '../../../contract/crm.ts'

/** Why what was typed is no Interaction ID; undefined where it is one. */
export function problemOfId(typed: string): string | undefined {
  if (typed.trim() === '') {
    return 'Enter the ID of the interaction in the CRM that this call belongs to.'
  }
  return InteractionIdSchema.safeParse(typed.trim()).error?.issues[0]?.message
}

/** The cells of a column that was copied from a table; undefined for a single one. */
export function splitColumn(pasted: string): string[] | undefined {
  // Tables end the last cell with a line break as well.
  const cells = pasted.replace(/\r?\n$/, '').split(/\r?\n/)
  return cells.length > 1 ? cells.map((cell) => cell.trim()) : undefined
}
