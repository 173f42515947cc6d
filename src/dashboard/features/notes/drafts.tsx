import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** Text that was typed and not yet stored, and the stored text that the typing began from. */
export type Draft = { text: string; base: string }
type Drafts = Map<string, Draft>

const DraftsContext = createContext<Drafts>(new Map())

/**
 * Keeps unsaved notes by call id while the page lives: closing a call, or going on to the next one, must
 * not lose what was typed. The browser asks before it leaves a page that still holds some.
 */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts] = useState<Drafts>(() => new Map())
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.size > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [drafts])
  return <DraftsContext value={drafts}>{children}</DraftsContext>
}

/** The draft of one call, and the way to change it; undefined means that nothing is unsaved. */
export function useDraft(callId: string) {
  const drafts = useContext(DraftsContext)
  const [draft, setDraft] = useState(() => drafts.get(callId))

  /** Takes the current draft, so that a save that ends late sees what was typed meanwhile. */
  function changeDraft(change: (draft: Draft | undefined) => Draft | undefined) {
    const next = change(drafts.get(callId))
    if (next === undefined) drafts.delete(callId)
    else drafts.set(callId, next)
    setDraft(next)
  }

  return { draft, changeDraft }
}
