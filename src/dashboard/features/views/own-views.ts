import * as z from 'zod/mini'
import { SavedViewSchema } from '../../../contract/views.ts'
import { createRememberedText } from '../../shared/remembered-text.ts'

const OwnViewSchema = z.extend(SavedViewSchema, { id: z.string() })
export type OwnView = z.infer<typeof OwnViewSchema>

/** The views that a person has saved in this browser. */
export function createOwnViews(...place: Parameters<typeof createRememberedText>) {
  const remembered = createRememberedText(...place)
  let text = ''
  let views: OwnView[] = []

  /** In the order in which the person wants them; the same list as long as nothing has changed. */
  function read(): OwnView[] {
    const now = remembered.read()
    if (now !== text) {
      text = now
      views = parseViews(now)
    }
    return views
  }

  return {
    read,

    /** `edit` is given what another tab may have saved meanwhile. */
    change: (edit: (views: OwnView[]) => OwnView[]): void =>
      remembered.write(JSON.stringify(edit(read()))),

    isKept: remembered.isKept,
    subscribe: remembered.subscribe,
  }
}

export type OwnViews = ReturnType<typeof createOwnViews>

/** One that is damaged, or of another time, does not take the others with it. */
function parseViews(text: string): OwnView[] {
  try {
    const stored: unknown = JSON.parse(text)
    return Array.isArray(stored)
      ? stored.flatMap((view) => OwnViewSchema.safeParse(view).data ?? [])
      : []
  } catch {
    return []
  }
}
