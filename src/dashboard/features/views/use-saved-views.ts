import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { SavedView } from '../../../contract/views.ts'
import { viewQueries } from '../../api/views.ts'
import { createOwnViews, type OwnViews } from './own-views.ts'

/** `id` is its name in addresses. */
export type ListedView = SavedView & { id: string; isOwn: boolean }

const ownViews = new Map<string, OwnViews>()

/** All who look at the views of a person look at the same ones. */
function findOwnViews(viewer: string): OwnViews {
  const known = ownViews.get(viewer)
  if (known !== undefined) return known
  const made = createOwnViews(`call-review.views ${viewer}`, () => localStorage)
  ownViews.set(viewer, made)
  return made
}

/** The views of this viewer and those of the team, as they are now. */
export function useSavedViews(viewer: string, hasTeamViews: boolean) {
  const own = findOwnViews(viewer)
  const views = useSyncExternalStore(own.subscribe, own.read)
  const team = useQuery({ ...viewQueries.team(), enabled: hasTeamViews })
  const listed: ListedView[] = [
    ...views.map((view) => ({ ...view, isOwn: true })),
    ...(team.data ?? []).map((view) => ({ ...view, id: `team:${view.name}`, isOwn: false })),
  ]
  return {
    own,
    listed,
    isTeamMissing: team.isError,
    /** Asks for a list of the team that has changed meanwhile. */
    askTeam: () => {
      if (hasTeamViews) void team.refetch()
    },
  }
}

export type SavedViews = ReturnType<typeof useSavedViews>
