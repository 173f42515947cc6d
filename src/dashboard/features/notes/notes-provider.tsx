import { MutationObserver, type QueryClient, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { readCurrentNote, saveNotes } from '../../api/calls.ts'
import { createNoteKeeper, type NoteKeeper, type NoteState } from './note-keeper.ts'

const NotesContext = createContext<NoteKeeper | undefined>(undefined)

const makeKeeper = (client: QueryClient) =>
  createNoteKeeper(
    (callId, change) => new MutationObserver(client, saveNotes(callId)).mutate(change),
    readCurrentNote,
  )

/** One keeper of unsaved notes for everything inside; the browser asks before it leaves while there are some. */
export function NotesProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [keeper] = useState(() => makeKeeper(client))
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (findUnsaved(keeper.all()).length > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [keeper])
  return <NotesContext value={keeper}>{children}</NotesContext>
}

function useKeeper(): NoteKeeper {
  const keeper = useContext(NotesContext)
  if (keeper === undefined) throw new Error('Notes need a NotesProvider around them.')
  return keeper
}

/** The note of one call and what can be done with it. */
export function useNote(callId: string): { note: NoteState; keeper: NoteKeeper } {
  const keeper = useKeeper()
  const note = useSyncExternalStore(keeper.subscribe, () => keeper.read(callId))
  return { note, keeper }
}

const findUnsaved = (notes: ReadonlyMap<string, NoteState>) =>
  [...notes].filter(([, { draft, saving }]) => draft !== undefined || saving !== undefined)

/** The calls whose note HostedSuite does not hold yet, with their state. */
export function useUnsavedNotes(): [callId: string, note: NoteState][] {
  const keeper = useKeeper()
  return findUnsaved(useSyncExternalStore(keeper.subscribe, keeper.all))
}
