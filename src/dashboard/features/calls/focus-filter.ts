import { flushSync } from 'react-dom'

/** The fields that narrow the list, under their names. */
export const FILTER_FIELDS = [
  'Date range',
  'From',
  'To',
  'Direction',
  'Client ID',
  'Center ID',
  'Call ID',
  'Minimum talk time',
  'Maximum talk time',
  'Notes',
] as const

/** Puts the focus into a field, which a narrow page keeps in a sheet. */
export function focusFilter(name: (typeof FILTER_FIELDS)[number]): void {
  const filters = document.querySelector('search')
  const field = filters?.querySelector<HTMLElement>(`[aria-label="${name}"]`)
  if (field?.checkVisibility() === false)
    flushSync(() => filters?.querySelector<HTMLElement>('button[aria-expanded="false"]')?.click())
  field?.focus()
}
