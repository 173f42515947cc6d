import { findActiveFilters } from '../features/calls/active-filters.ts'
import { readQuery, toChange, toQuery } from '../features/calls/saved-query.ts'
import { describeDifference } from '../features/calls/view-difference.ts'
import type { CallLayout } from '../features/calls/use-layout.ts'
import { inZone, type UpdateView, type View } from '../features/calls/view.ts'
import { useSavedViews } from '../features/views/use-saved-views.ts'
import { ViewsMenu } from '../features/views/views-menu.tsx'
import { useSession, useViewer } from './session-context.ts'

type SavedViewsProps = {
  view: View
  updateView: UpdateView
  layout: CallLayout
  isOpenAtFirst: boolean
  className: string
}

/** The saved views beside what the address says now. */
export function SavedViews(props: SavedViewsProps) {
  const { view, updateView, layout, isOpenAtFirst, className } = props
  const session = useSession()
  const saved = useSavedViews(useViewer(), session.hasTeamViews === true)
  const current = saved.listed.find(({ id }) => id === view.saved)
  // Says nothing of columns that nobody has touched: whoever looks at it then sees their own.
  const isAsAtFirst = layout.isStandard && !layout.isLinked
  return (
    <ViewsMenu
      saved={saved}
      current={current}
      difference={
        current === undefined
          ? []
          : describeDifference(
              layout.layOut(inZone(readQuery(current.query), session.timeZone)),
              layout.layOut(view),
            )
      }
      query={toQuery(isAsAtFirst ? view : layout.layOut(view))}
      suggestion={
        findActiveFilters(view)
          .map(({ label }) => label)
          .join(', ')
          .slice(0, 80) || 'All calls'
      }
      isOpenAtFirst={isOpenAtFirst}
      className={className}
      onShow={({ query, id }) => updateView(toChange(query, id))}
      onSaved={(id) => updateView({ saved: id }, { history: 'replace' })}
    />
  )
}
