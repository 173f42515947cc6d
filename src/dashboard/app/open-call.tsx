import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { callQueries } from '../api/calls.ts'
import { CallDrawer } from '../features/call-drawer/call-drawer.tsx'
import type { CallList } from '../features/calls/use-call-list.ts'
import type { UpdateView, View } from '../features/calls/view.ts'
import { NotesEditor } from '../features/notes/notes-editor.tsx'
import { useNoteKeeper } from '../features/notes/notes-provider.tsx'
import { CallServices } from './call-services.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { useSteps } from './use-steps.ts'

type OpenCallProps = {
  callId: string
  view: View
  updateView: UpdateView
  list: CallList
  timeZone: string
  onClose: () => void
}

/** The drawer of one call with all that can be done to the call, and the way to its neighbours. */
export function OpenCall(props: OpenCallProps) {
  const { callId, view, updateView, list, timeZone, onClose } = props
  const { onPrevious, onNext, position } = useSteps({ callId, view, updateView, list })
  // The field is there once both are.
  const { data: reading, isError } = useQuery(callQueries.detail(callId))
  const { keeper } = useNoteKeeper()
  /** The call whose note was asked for before it was there. */
  const awaited = useRef<string>(null)
  const isAwaited = () => awaited.current === callId && !isError

  useEffect(() => {
    if (awaited.current === callId && focusNote()) awaited.current = null
  }, [callId, reading, keeper])

  useShortcuts({
    note: () => {
      if (!focusNote()) awaited.current = callId
    },
    // Somebody who has asked for the note is typing into it by now.
    next: () => !isAwaited() && onNext?.(),
    previous: () => !isAwaited() && onPrevious?.(),
  })

  return (
    <CallDrawer
      callId={callId}
      zone={view.tz ?? undefined}
      hostZone={timeZone}
      position={position}
      onPrevious={onPrevious}
      onNext={onNext}
      onClose={onClose}
    >
      {(call) => (
        <>
          <NotesEditor key={call.id} callId={call.id} onNext={onNext} />
          <CallServices key={`services ${call.id}`} call={call} />
        </>
      )}
    </CallDrawer>
  )
}

/** Puts the caret behind what is written already; false where there is no field yet. */
function focusNote(): boolean {
  const field = document.querySelector<HTMLTextAreaElement>(
    'dialog textarea[aria-keyshortcuts="e"]',
  )
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
  return field !== null
}
