import { createLoader } from 'nuqs'
import { formatView, KEYS, type View, type ViewChange } from './view.ts'

const load = createLoader(KEYS)

/** The view that a saved query asks for: all of an address, or what follows `?`. What cannot be used is left out. */
export const readQuery = (query: string): View =>
  load(new URLSearchParams(query.replace(/^[^=&]*\?/, '')))

/** What is worth keeping of a view: a range that rolls goes on rolling, and no call or page is open in it. */
export function toQuery(view: View): string {
  const isFixed = view.from !== null || view.to !== null
  const kept = { ...view, page: 1, call: null, asof: null, saved: null }
  return formatView('', isFixed ? { ...kept, range: null } : kept).slice(1)
}

/** What shows a saved view. A call that is open stays open. */
export function toChange(query: string, id: string): ViewChange {
  const { call: _open, ...view } = readQuery(query)
  return { ...view, page: null, asof: null, saved: id }
}
