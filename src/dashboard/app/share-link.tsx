import { findActiveFilters } from '../features/calls/active-filters.ts'
import { formatAsOf } from '../features/calls/as-of.ts'
import { formatLink } from '../features/calls/links.ts'
import type { CallList } from '../features/calls/use-call-list.ts'
import type { CallLayout } from '../features/calls/use-layout.ts'
import type { View } from '../features/calls/view.ts'
import { LinkMenu } from '../features/views/link-menu.tsx'
import { formatCount } from '../shared/format.ts'

type ShareLinkProps = { view: View; list: CallList; layout: CallLayout; timeZone: string }

/** The two links to the list on the page: to what it is about, and to these very calls. */
export function ShareLink({ view, list, layout, timeZone }: ShareLinkProps) {
  const { query } = list
  const page = query.isPlaceholderData ? undefined : list.page
  const asOf = view.asof ?? page?.asOf ?? toMoment(query.dataUpdatedAt)
  const range = findActiveFilters(view).find(({ clear }) => 'range' in clear)?.label
  const link = (moment?: string) => (withCall: boolean) =>
    formatLink(layout.layOut(view), { zone: timeZone, asOf: moment, withCall })
  return (
    <LinkMenu
      hasOpenCall={view.call !== null}
      choices={[
        {
          label: 'Rolling link',
          about:
            range === undefined
              ? 'With the calls that come in later'
              : `${range}, counted from when it is opened`,
          format: link(),
        },
        // There is nothing to hold on to yet.
        ...(page === undefined
          ? []
          : [
              {
                label: 'Frozen link',
                about: `${describeCalls(page.total)}, as of ${formatAsOf(asOf, view.tz ?? timeZone, view.asof !== null)}`,
                format: link(asOf),
              },
            ]),
      ]}
    />
  )
}

const toMoment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

const describeCalls = (total: number | undefined): string =>
  total === undefined
    ? 'These calls'
    : total === 1
      ? 'This 1 call'
      : `These ${formatCount(total)} calls`
