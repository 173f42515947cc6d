import { memo, type ReactNode, useDeferredValue, useState } from 'react'
import type { CallSummary } from '../../contract/calls.ts'
import { CallsView } from '../features/calls/calls-view.tsx'
import { useCallList } from '../features/calls/use-call-list.ts'
import { useLayout } from '../features/calls/use-layout.ts'
import type { UpdateView, View } from '../features/calls/view.ts'
import { FailedSaves } from '../features/notes/failed-saves.tsx'
import { browserZone } from '../shared/browser-zone.ts'
import { Button } from '../shared/button.tsx'
import { Icon } from '../shared/icon.tsx'
import { useOnDemand } from '../shared/use-on-demand.ts'
import { BulkCrm } from './bulk-crm.tsx'
import { LinkButton, ViewsButton } from './page-menus.tsx'
import { PartFailed } from './part-failed.tsx'
import { useViewer } from './session-context.ts'
import { useShortcuts } from './use-shortcuts.ts'
import styles from './workspace.module.css'

/** By its name among the parts that load on demand. */
export const OPEN_CALL = ['open call', () => import('./open-call.tsx')] as const

const toLogToCrm = (calls: readonly CallSummary[]) => <BulkCrm calls={calls} />

type CallsPageProps = {
  view: View
  updateView: UpdateView
  /** HostedSuite's own. */
  timeZone: string
}

/** The one page. Features meet here and in what it opens, and nowhere else. */
export const CallsPage = memo(function CallsPage({ view, updateView, timeZone }: CallsPageProps) {
  const list = useCallList(view)
  const layout = useLayout(useViewer(), view, updateView)
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const [isPaletteOpen, setIsPaletteOpen] = useState(false)
  const isOpen = view.call !== null
  const drawer = useOnDemand(...OPEN_CALL, isOpen)
  const help = useOnDemand('shortcut help', () => import('./shortcut-help.tsx'), isHelpOpen)
  const palette = useOnDemand('palette', () => import('./command-palette.tsx'), isPaletteOpen)
  const close = () => updateView({ call: null })
  const openHelp = () => setIsHelpOpen(true)
  const closeHelp = () => setIsHelpOpen(false)
  const openPalette = () => setIsPaletteOpen(true)
  const closePalette = () => setIsPaletteOpen(false)
  const [first] = list.shown

  useShortcuts({
    help: openHelp,
    commands: openPalette,
    zone: () => updateView({ tz: view.tz === null ? findOtherZone(timeZone) : null }),
    next: isOpen || first === undefined ? undefined : () => updateView({ call: first.id }),
  })

  const calls = (
    <CallsView
      view={view}
      updateView={updateView}
      list={list}
      layout={layout}
      timeZone={timeZone}
      actions={toLogToCrm}
      before={<ViewsButton view={view} updateView={updateView} layout={layout} />}
      tools={
        <>
          <LinkButton view={view} list={list} layout={layout} timeZone={timeZone} />
          <Button
            look="plain"
            title="Commands (Ctrl+K)"
            aria-keyshortcuts="Control+K"
            onClick={openPalette}
          >
            <Icon name="command" />
            Commands
          </Button>
        </>
      }
      above={
        <>
          <FailedSaves openCallId={view.call} onOpen={(call) => updateView({ call })} />
          {isHelpOpen && help.isError && (
            <PartFailed name="The shortcuts" onRetry={help.retry} onClose={closeHelp} />
          )}
          {isPaletteOpen && palette.isError && (
            <PartFailed name="The commands" onRetry={palette.retry} onClose={closePalette} />
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
  )

  return (
    <div className={styles.page} data-open={isOpen}>
      <Behind callId={view.call}>{calls}</Behind>
      {view.call !== null && drawer.part !== undefined && (
        <drawer.part.OpenCall
          callId={view.call}
          view={view}
          updateView={updateView}
          list={list}
          timeZone={timeZone}
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
      {isPaletteOpen && palette.part !== undefined && (
        <palette.part.CommandPalette
          view={view}
          updateView={updateView}
          layout={layout}
          onRefresh={() => void list.renew()}
          onHelp={openHelp}
          onClose={closePalette}
        />
      )}
      {isHelpOpen && help.part !== undefined && <help.part.ShortcutHelp onClose={closeHelp} />}
    </div>
  )
})

type BehindProps = { callId: string | null; children: ReactNode }

/**
 * Who steps from call to call reads the drawer: it is painted first, whatever the list behind it has to draw. Whatever
 * else somebody does there is drawn at once: a field that gets back what it held would put the caret to its end.
 */
function Behind({ callId, children }: BehindProps) {
  const drawnId = useDeferredValue(callId)
  const before = useDeferredValue(callId === null ? undefined : children)
  return callId === null || callId === drawnId ? children : (before ?? children)
}

/** This browser's zone, or UTC where that is HostedSuite's too. */
function findOtherZone(hostZone: string): string {
  const own = browserZone()
  return own === hostZone ? 'UTC' : own
}
