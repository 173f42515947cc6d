import { CallDrawer, type CallDrawerProps } from '../features/call-drawer/call-drawer.tsx'
import { NotesEditor } from '../features/notes/notes-editor.tsx'
import { CallServices } from './call-services.tsx'

/** The drawer of one call with all that can be done to the call. */
export function OpenCall(props: Omit<CallDrawerProps, 'children'>) {
  return (
    <CallDrawer {...props}>
      {(call) => (
        <>
          <NotesEditor key={call.id} callId={call.id} stored={call.notes} />
          <CallServices key={`services ${call.id}`} call={call} />
        </>
      )}
    </CallDrawer>
  )
}
