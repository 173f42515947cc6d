import { useQuery } from '@tanstack/react-query'
import { callQueries } from '../api/calls.ts'
import { CallsView } from '../features/calls/calls-view.tsx'
import { toCallQuery, useView } from '../features/calls/view.ts'
import { FailedSaves } from '../features/notes/failed-saves.tsx'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import styles from './workspace.module.css'

/** The one page. Features meet here and in what it opens, and nowhere else. */
export function CallsPage({ timeZone }: { timeZone: string }) {
  const { view, updateView } = useView()
  const isOpen = view.call !== null
  const drawer = useOnDemand('open call', () => import('./open-call.tsx'), isOpen)
  // The list is loaded by CallsView; this reads the same entry to know the neighbours of the open call.
  const { data: page } = useQuery({ ...callQueries.list(toCallQuery(view)), enabled: false })
  const ids = page?.calls.map(({ id }) => id) ?? []
  const at = view.call === null ? -1 : ids.indexOf(view.call)
  const step = (id: string | undefined) =>
    id === undefined || at < 0 ? undefined : () => updateView({ call: id }, { history: 'replace' })
  const close = () => updateView({ call: null })

  return (
    <div className={styles.page} data-open={isOpen}>
      <CallsView
        timeZone={timeZone}
        above={<FailedSaves openCallId={view.call} onOpen={(call) => updateView({ call })} />}
      />
      {view.call !== null && drawer.part !== undefined && (
        <drawer.part.OpenCall
          callId={view.call}
          zone={view.tz ?? undefined}
          onPrevious={step(ids[at - 1])}
          onNext={step(ids[at + 1])}
          onClose={close}
        />
      )}
      {isOpen && drawer.part === undefined && (
        <div className={styles.drawerSpace}>
          {drawer.isError ? (
            <Message
              title="The call cannot be shown"
              tone="warm"
              role="alert"
              actions={
                <>
                  <Button onClick={drawer.retry}>Retry</Button>
                  <Button onClick={close}>Close</Button>
                </>
              }
            >
              <p>This part of the page did not arrive. If that stays, reload the page.</p>
            </Message>
          ) : (
            <p role="status">Opening the call…</p>
          )}
        </div>
      )}
    </div>
  )
}
