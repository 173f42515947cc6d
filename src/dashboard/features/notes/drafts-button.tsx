import { useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import { listUnsent } from './note-state.ts'
import { useNotes } from './notes-provider.tsx'

/** The way to all notes that HostedSuite does not hold yet. There only while there are some. */
export function DraftsButton({ onOpen }: { onOpen: (callId: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  const notes = useNotes()
  const list = useOnDemand('drafts list', () => import('./drafts-list.tsx'), isOpen)
  const count = listUnsent(notes).length + notes.unreadable.length
  return (
    <>
      {count > 0 && (
        <Button
          onClick={() => {
            setIsOpen(true)
            if (list.isError) list.retry()
          }}
        >
          {isOpen && list.isError ? 'Drafts: try again' : `Drafts (${count})`}
        </Button>
      )}
      {isOpen && list.part !== undefined && (
        <list.part.DraftsList
          onClose={() => setIsOpen(false)}
          onOpen={(callId) => {
            setIsOpen(false)
            onOpen(callId)
          }}
        />
      )}
    </>
  )
}
