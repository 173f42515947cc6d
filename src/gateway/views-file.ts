import { readFileSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import * as z from 'zod'
import { MOST_VIEWS_BYTES, type SavedView, TeamViewsSchema } from '../contract/views.ts'
import { ConfigurationError, type Environment, setting } from './config.ts'

/** Reads the views of the team as they are now. `onUnusable` is told why the last usable ones are given instead. */
export type ReadTeamViews = (onUnusable: (error: unknown) => void) => Promise<SavedView[]>

/** Undefined where VIEWS_FILE is not set; throws where the file cannot be used. */
export function openViewsFile(env: Environment): ReadTeamViews | undefined {
  const file = setting(env, 'VIEWS_FILE')
  if (file === undefined) return undefined
  let views = readAtStart(file)

  // Read at every request: a watcher would miss the file that an editor or a mount puts in its place.
  return async (onUnusable) => {
    try {
      refuseUnreadable(await stat(file))
      views = parseViews(await readFile(file))
    } catch (error) {
      onUnusable(error)
    }
    return views
  }
}

function readAtStart(file: string): SavedView[] {
  try {
    refuseUnreadable(statSync(file))
    return parseViews(readFileSync(file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : ''
    throw new ConfigurationError(
      `VIEWS_FILE must name a file such as [{"name": "Yesterday", "query": "range=yesterday"}]: ${why}.`,
      { cause },
    )
  }
}

/** A pipe or a device would be waited for, for ever. */
function refuseUnreadable(about: { size: number; isFile: () => boolean }): void {
  if (!about.isFile()) throw new Error('it is not a file')
  if (about.size > MOST_VIEWS_BYTES) throw new Error('it is larger than 1 MB')
}

function parseViews(bytes: Uint8Array): SavedView[] {
  const { data, error } = z.core.safeParse(TeamViewsSchema, parseJson(bytes))
  if (data !== undefined) return data
  const [{ path, message } = { path: [], message: '' }] = error?.issues ?? []
  throw new Error(path.length === 0 ? message : `${path.join('.')}: ${message}`)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // Drops the byte order mark that some editors write.
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    // Its own message quotes the file.
    throw new Error('it is not JSON', { cause })
  }
}
