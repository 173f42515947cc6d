import { useState } from 'react'
import { CallsView } from '../features/calls/calls-view.tsx'
import { useCallList } from '../features/calls/use-call-list.ts'
import { useView } from '../features/calls/view.ts'
import { FailedSaves } from '../features/notes/failed-saves.tsx'
import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import { useShortcuts } from './use-shortcuts.ts'
import styles from './workspace.module.css'

/** The one page. Features meet here and in what it opens, and nowhere else. */
export function CallsPage({ timeZone }: { timeZone: string }) {
  const { view, updateView } = useView()
  const list = useCallList(view)
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const isOpen = view.call !== null
  const drawer = useOnDemand('open call', () => import('./open-call.tsx'), isOpen)
  const help = useOnDemand('shortcut help', () => import('./shortcut-help.tsx'), isHelpOpen)
  const close = () => updateView({ call: null })
  const openHelp = () => setIsHelpOpen(true)
  const closeHelp = () => setIsHelpOpen(false)
  const [first] = list.shown

  useShortcuts({
    help: openHelp,
    next: isOpen || first === undefined ? undefined : () => updateView({ call: first.id }),
  })

  return (
    <div className={styles.page} data-open={isOpen}>
      <CallsView
        view={view}
        updateView={updateView}
        list={list}
        timeZone={timeZone}
        above={
          <>
            <FailedSaves openCallId={view.call} onOpen={(call) => updateView({ call })} />
            {isHelpOpen && help.isError && (
              <PartFailed name="The shortcuts" onRetry={help.retry} onClose={closeHelp} />
            )}
          </>
        }
        aside={
          <Button
            look="icon"
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts"
            onClick={openHelp}
          >
            ?
          </Button>
        }
      />
      {view.call !== null && drawer.part !== undefined && (
        <drawer.part.OpenCall
          callId={view.call}
          view={view}
          updateView={updateView}
          list={list}
          onClose={close}
        />
      )}
      {isOpen && drawer.part === undefined && (
        <div className={styles.drawerSpace}>
          {drawer.isError ? (
            <PartFailed name="The call" onRetry={drawer.retry} onClose={close} />
          ) : (
            <p role="status">Opening the call…</p>
          )}
        </div>
      )}
      {isHelpOpen && help.part !== undefined && <help.part.ShortcutHelp onClose={closeHelp} />}
    </div>
  )
}

type PartFailedProps = { name: string; onRetry: () => void; onClose: () => void }

function PartFailed({ name, onRetry, onClose }: PartFailedProps) {
  return (
    <Message
      title={`${name} cannot be shown`}
      tone="warm"
      role="alert"
      actions={
        <>
          <Button onClick={onRetry}>Retry</Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p>This part of the page did not arrive. If that stays, reload the page.</p>
    </Message>
  )
}
