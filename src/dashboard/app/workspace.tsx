import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Session, SignedInSession } from '../../contract/session.ts'
import { callQueries } from '../api/calls.ts'
import { LIST_TOOLS } from '../features/calls/use-list-tools.ts'
import {
  findContradiction,
  inZone,
  readView,
  toCallQuery,
  useView,
} from '../features/calls/view.ts'
import { NotesProvider } from '../features/notes/notes-provider.tsx'
import { partQuery } from '../shared/use-on-demand.ts'
import { CallsPage, OPEN_CALL } from './calls-page.tsx'
import { queryClientOf } from './query-client.ts'
import { SessionContext } from './session-context.ts'
import { SignInAgain } from './sign-in-again.tsx'
import { TopBar } from './top-bar.tsx'
import { useActivity } from './use-activity.ts'
import { withoutSecrets } from './without-secrets.ts'
import styles from './workspace.module.css'

// As soon as this file is there, which is while somebody still signs in: an address is shown, kept and handed on.
window.history.replaceState(window.history.state, '', withoutSecrets(window.location.href))

/** What is asked for soon after this, and may as well come while somebody still signs in. */
export const loadPartsAhead = async () => (await import('./parts-ahead.ts')).loadPartsAhead()

/** So long, somebody who signs in would rather see the list than that it is on its way. */
const LIST_WITHIN_MS = 1000

/** Reads the calls that the address asks for, before there is a page to show them on. */
export async function openCalls(session: Session, onEnded: () => void): Promise<void> {
  if (!session.authenticated) return
  const view = inZone(readView(window.location.search), session.timeZone)
  if (findContradiction(view) !== undefined) return
  const client = queryClientOf(session, onEnded)
  // Not waited for; where it has come, the first call that is pressed is drawn at once.
  void client.prefetchQuery(partQuery(...OPEN_CALL))
  await Promise.race([
    Promise.all([
      client.prefetchQuery(callQueries.list(toCallQuery(view))),
      client.prefetchQuery(partQuery(...LIST_TOOLS)),
    ]),
    new Promise((resolve) => setTimeout(resolve, LIST_WITHIN_MS)),
  ])
}

type WorkspaceProps = {
  session: SignedInSession
  isEnded: boolean
  onEnded: () => void
  onSignOut: () => Promise<void>
  /** What is asked for over the page once the session has ended. */
  signIn: ReactNode
}

/** Everything that needs a signed-in person. */
export function Workspace(props: WorkspaceProps) {
  const { session, isEnded, onEnded, onSignOut, signIn } = props
  const [queryClient] = useState(() => queryClientOf(session, onEnded))
  useActivity(onEnded)

  useEffect(() => {
    // What failed while nobody was signed in is asked again; what is on the page stays.
    if (!isEnded)
      void queryClient.refetchQueries({ predicate: ({ state }) => state.error !== null })
  }, [isEnded, queryClient])

  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <NotesProvider session={session} isEnded={isEnded}>
          <SessionContext value={session}>
            <Page session={session} onSignOut={onSignOut} />
          </SessionContext>
          {isEnded && <SignInAgain>{signIn}</SignInAgain>}
        </NotesProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}

/** Reads the address for all that is on the page, and draws it anew only where that says something new. */
function Page({ session, onSignOut }: Pick<WorkspaceProps, 'session' | 'onSignOut'>) {
  const { view, updateView } = useView(session.timeZone)
  return (
    <div className={styles.workspace}>
      <TopBar user={session.user} updateView={updateView} onSignOut={onSignOut} />
      <CallsPage view={view} updateView={updateView} timeZone={session.timeZone} />
    </div>
  )
}
