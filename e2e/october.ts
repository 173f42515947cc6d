import { existsSync } from 'node:fs'
import path from 'node:path'

// Beside the project, in whose folder npm runs everything.
const file = path.resolve('../shared/data/calls-october-1999.ndjson.gz')

/**
 * The 34,625 real calls, for `--calls`; undefined where they are not at hand: skip the test then.
 */
export const octoberCalls = existsSync(file) ? file : undefined
