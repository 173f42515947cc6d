import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { callQueries } from '../api/calls.ts'
import { CallsView } from '../features/calls/calls-view.tsx'
import { toCallQuery, useView } from '../features/calls/view.ts'
import styles from './workspace.module.css'

const Drawer = lazy(async () => ({ default: (await import('./open-call.tsx')).OpenCall }))

/** The one page. Features meet here and in what it opens, and nowhere else. */
export function CallsPage({ timeZone }: { timeZone: string }) {
  const { view, updateView } = useView()
  const query = toCallQuery(view)
  // The list is loaded by CallsView; this reads the same entry to know the neighbours of the open call.
  const { data: page } = useQuery({ ...callQueries.list(query), enabled: false })
  const ids = page?.calls.map(({ id }) => id) ?? []
  const at = view.call === null ? -1 : ids.indexOf(view.call)
  const step = (id: string | undefined) =>
    id === undefined || at < 0 ? undefined : () => updateView({ call: id }, { history: 'replace' })

  return (
    <div className={styles.page}>
      <CallsView timeZone={timeZone} />
      {view.call !== null && (
        <Suspense fallback={<div className={styles.drawerSpace} />}>
          <Drawer
            callId={view.call}
            zone={view.tz ?? undefined}
            onPrevious={step(ids[at - 1])}
            onNext={step(ids[at + 1])}
            onClose={() => updateView({ call: null }, { history: 'push' })}
          />
        </Suspense>
      )}
    </div>
  )
}
