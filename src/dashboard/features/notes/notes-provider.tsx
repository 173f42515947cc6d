import { type QueryCache, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { SignedInSession } from '../../../contract/session.ts'
import { callQueries } from '../../api/calls.ts'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import type { NoteKeeper } from './note-keeper.ts'
import { NO_NOTES, type NotesState } from './note-state.ts'

type NotesContextValue = {
  /** Undefined until that part of the page has arrived; then `isError` tells whether it failed to. */
  keeper: NoteKeeper | undefined
  isError: boolean
  retry: () => void
  /** A part of the page was gone when it was needed: a newer version has been installed. */
  isOutdated: boolean
}

const NotesContext = createContext<NotesContextValue | undefined>(undefined)

type NotesProviderProps = { session: SignedInSession; isEnded: boolean; children: ReactNode }

/**
 * One keeper of unsent notes for everything inside. It arrives once the list or a call has been answered, because
 * that is what people wait for; what an earlier page was asked to save is then sent.
 */
export function NotesProvider({ session, isEnded, children }: NotesProviderProps) {
  const client = useQueryClient()
  const { draftKeys } = session
  const hasAnswer = useHasAnswer(client.getQueryCache())
  const {
    part: notes,
    isError,
    retry,
  } = useOnDemand(
    'notes',
    async () => (await import('./start-notes.ts')).startNotes(client, draftKeys),
    hasAnswer,
  )
  const keeper = notes?.keeper

  useEffect(() => notes?.listen(), [notes])

  useEffect(() => {
    if (isEnded) keeper?.pause()
    else keeper?.resume(draftKeys)
  }, [keeper, isEnded, draftKeys])

  return (
    <NotesContext value={{ keeper, isError, retry, isOutdated: useIsOutdated() }}>
      {children}
    </NotesContext>
  )
}

/** Whether a list or a call has been answered since. */
function useHasAnswer(cache: QueryCache): boolean {
  const [hasAnswer, setHasAnswer] = useState(false)
  useEffect(() => {
    if (hasAnswer) return undefined
    return cache.subscribe(({ query: { queryKey, state } }) => {
      if (queryKey[0] === callQueries.all()[0] && state.status !== 'pending') setHasAnswer(true)
    })
  }, [cache, hasAnswer])
  return hasAnswer
}

function useIsOutdated(): boolean {
  const [isOutdated, setIsOutdated] = useState(false)
  useEffect(() => {
    const note = () => setIsOutdated(true)
    window.addEventListener('vite:preloadError', note)
    return () => window.removeEventListener('vite:preloadError', note)
  }, [])
  return isOutdated
}

export function useNoteKeeper(): NotesContextValue {
  const value = useContext(NotesContext)
  if (value === undefined) throw new Error('Notes need a NotesProvider around them.')
  return value
}

const subscribeToNothing = () => () => {}

/** All notes of this person that are somehow on their way. */
export function useNotes(): NotesState {
  const { keeper } = useNoteKeeper()
  return useSyncExternalStore(
    keeper?.subscribe ?? subscribeToNothing,
    keeper?.all ?? (() => NO_NOTES),
  )
}

/** Reloads only once the device has what was typed. */
export function useReload(): () => void {
  const { keeper } = useNoteKeeper()
  return () => void Promise.resolve(keeper?.flush()).then(() => window.location.reload())
}
