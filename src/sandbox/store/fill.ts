import { DAY_SECONDS, startOfDay } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'
import { generateCalls } from './generate-calls.ts'
import { importCalls } from './import-calls.ts'
import type { Progress } from './progress.ts'
import type { InsertCall } from './load-calls.ts'
import type { Fill, SqliteStore } from './sqlite-store.ts'

export type FillRequest = {
  /** NDJSON to import; wins over `generate`. */
  calls?: string
  generate?: number
  seed: number
  /** The wall clock of this machine's zone. */
  now: WallSeconds
}

/** `added` is what this start brought; `held` what was there before and stays untouched. */
export type FillReport = { kind: 'imported' | 'generated' | 'kept'; added: number; held: number }

const DEFAULT_CALLS = 20_000
const GENERATED_DAYS = 90
const REPORT_EVERY = 1000

/**
 * Fills an empty store. One that holds calls keeps them: generated ones are continued to today at the same
 * rate, so that the latest days are never empty, and imported ones stay as they are.
 */
export async function fillStore(
  store: SqliteStore,
  request: FillRequest,
  onProgress: (progress: Progress) => void,
): Promise<FillReport> {
  const { calls: path, generate = DEFAULT_CALLS, seed, now } = request
  const fills = await store.fills()
  const held = fills.reduce((sum, fill) => sum + fill.calls, 0)

  const generated = (count: number, of: number, from: WallSeconds) =>
    store.load(
      { kind: 'generated', seed: of, from, until: now },
      async (insert) =>
        insertAll(generateCalls({ count, seed: of, from, until: now }), count, insert, onProgress),
      () => onProgress({ calls: count, fraction: 1 }),
    )

  if (fills.length === 0 && path !== undefined) {
    let imported = 0
    const added = await store.load(
      { kind: 'imported', seed: null, from: null, until: null },
      async (insert) => {
        imported = await importCalls(path, insert, onProgress)
      },
      () => onProgress({ calls: imported, fraction: 1 }),
    )
    return { kind: 'imported', added, held }
  }
  if (fills.length === 0) {
    const added = await generated(generate, seed, now - GENERATED_DAYS * DAY_SECONDS + 1)
    return { kind: 'generated', added, held }
  }
  const missing = missingSince(fills, now)
  if (missing === undefined) return { kind: 'kept', added: 0, held }
  return {
    kind: 'generated',
    added: await generated(missing.count, missing.seed, missing.from),
    held,
  }
}

/** Undefined when the calls were imported or reach into today. */
function missingSince(fills: Fill[], now: WallSeconds) {
  const [first] = fills
  const until = fills.at(-1)?.until
  if (!first || first.seed === null || first.from === null || first.until === null) return undefined
  if (until === undefined || until === null || startOfDay(until) >= startOfDay(now))
    return undefined
  const perSecond = first.calls / (first.until - first.from + 1)
  // At least one for today, unless the store was made empty on purpose.
  const least = first.calls > 0 ? 1 : 0
  return {
    seed: first.seed,
    from: until + 1,
    count: Math.max(least, Math.round(perSecond * (now - until))),
  }
}

function insertAll(
  calls: Iterable<Parameters<InsertCall>[0]>,
  count: number,
  insert: InsertCall,
  onProgress: (progress: Progress) => void,
): void {
  let inserted = 0
  for (const call of calls) {
    insert(call)
    inserted += 1
    if (inserted % REPORT_EVERY === 0) onProgress({ calls: inserted, fraction: inserted / count })
  }
}
