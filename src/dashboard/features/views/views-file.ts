import { MOST_VIEWS_BYTES, type SavedView, SavedViewsSchema } from '../../../contract/views.ts'
import type { OwnView } from './own-views.ts'

/** The same that a gateway takes as VIEWS_FILE. */
export const formatViewsFile = (views: SavedView[]): string =>
  JSON.stringify(
    views.map(({ name, query }) => ({ name, query })),
    null,
    2,
  )

/** What a file holds, or as a sentence why it cannot be used. */
export async function readViewsFile(
  file: Blob,
): Promise<{ views: SavedView[] } | { problem: string }> {
  if (file.size > MOST_VIEWS_BYTES) return { problem: 'This file is larger than 1 MB.' }
  const { data, error } = SavedViewsSchema.safeParse(parseJson(await file.text()))
  if (data !== undefined) return { views: data }
  const [{ path, message } = { path: [], message: '' }] = error.issues
  // Those of our own are sentences.
  if (!message.endsWith('.')) return { problem: 'This file is no list of saved views.' }
  const [position] = path
  const isInView = typeof position === 'number'
  return {
    problem: isInView ? `View ${position + 1} of this file cannot be used: ${message}` : message,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Adds views at the end. A name that is taken by another view gets a number; what is there already is not added. */
export function addViews(
  own: OwnView[],
  more: SavedView[],
  newId: () => string,
): { views: OwnView[]; added: number; renamed: number } {
  const queries = new Map(own.map(({ name, query }) => [name, query]))
  const added: OwnView[] = []
  let renamed = 0
  for (const { name, query } of more) {
    const free = findPlace(name, query, queries)
    if (queries.has(free)) continue
    if (free !== name) renamed += 1
    queries.set(free, query)
    added.push({ id: newId(), name: free, query })
  }
  return { views: [...own, ...added], added: added.length, renamed }
}

/** The name, or `Yesterday (2)` where it is taken: the first that is free or holds this very query already. */
function findPlace(name: string, query: string, queries: Map<string, string>): string {
  // Leaves room for the number, and no half of a character at the end.
  const base = name.slice(0, 70).replace(/[\uD800-\uDBFF]$/, '')
  let place = name
  for (let number = 2; queries.has(place) && queries.get(place) !== query; number += 1)
    place = `${base} (${number})`
  return place
}
