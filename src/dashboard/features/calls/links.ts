import type { LaidOutView } from './use-layout.ts'
import { formatView } from './view.ts'

type Link = {
  /** The zone that the sender sees times in. It is always named: the receiver's page may have another one. */
  zone: string
  /** The moment that a frozen link stands still at; a rolling one has none. */
  asOf?: string | undefined
  withCall: boolean
}

/** The address of a view for somebody else, who may have other columns too. */
export function formatLink(view: LaidOutView, { zone, asOf, withCall }: Link): string {
  const { origin, pathname } = window.location
  return formatView(`${origin}${pathname}`, {
    ...view,
    tz: view.tz ?? zone,
    asof: asOf ?? null,
    // Page 7 of a list that goes on means nothing.
    page: asOf === undefined ? 1 : view.page,
    call: withCall ? view.call : null,
    saved: null,
  })
}
