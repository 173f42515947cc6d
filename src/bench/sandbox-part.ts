import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { connect } from '../sandbox/store/sqlite.ts'
import { startChild } from './child.ts'
import {
  measureLists,
  measureMemoryUnderLoad,
  measureQuickBesideSlow,
  measureUpdates,
} from './measures.ts'
import { benchQueries } from './queries.ts'
import type { Spread } from './samples.ts'
import { startSandbox } from './sandbox.ts'
import { formatTable, ms, say } from './table.ts'
import { writeCalls } from './write-calls.ts'

const whole = (value: number) => Math.round(value).toLocaleString('en')
const megabytes = (bytes: number) => `${whole(bytes / 1e6)} MB`
const ratio = (value?: Spread, base?: Spread) =>
  `${((value?.median ?? Number.NaN) / (base?.median ?? Number.NaN)).toFixed(2)}×`

/** How the sandbox fares with so many calls, beside the same work done by hand. */
export async function benchSandbox(count: number, folder: string): Promise<void> {
  const calls = path.join(folder, 'calls.ndjson')
  const data = path.join(folder, 'data')
  say(`Writing ${whole(count)} calls …`)
  await writeCalls(calls, count)
  say('Importing them …')
  const sandbox = await startSandbox(data, calls)
  await rm(calls)
  const file = path.join(data, 'calls.db')
  const { size } = await stat(file)
  const atStart = await sandbox.rssBytes()
  const bare = await startChild('bench-bare', [file], z.object({ url: z.string() }))
  const database = await connect(file, { readOnly: true })
  const { lists, newest, withoutTotal, single } = benchQueries(database)
  database.close()

  say('Measuring …\n')
  const measures = await measureLists(sandbox, bare.ready.url, lists)
  const id = String(single.request.CallRecordId)
  const { updates, syncs } = await measureUpdates(sandbox, id, path.join(folder, 'scratch'))
  const { slow, quick, longestStallMs } = await measureQuickBesideSlow(sandbox, single)
  const underLoad = await measureMemoryUnderLoad(sandbox, lists)
  await bare.child.stop()
  await sandbox.stop()

  const spreadOfQuery = (wanted: object) => measures.find(({ query }) => query === wanted)?.ours
  say(
    formatTable([
      ['Over HTTP, ms', 'median', 'p95', 'by hand', 'p95', 'ratio', 'SQL alone'],
      ...measures.map(({ query, ours, byHand, sqlAlone }) => [
        query.name,
        ...[ours.median, ours.p95, byHand.median, byHand.p95].map(ms),
        ratio(ours, byHand),
        ms(sqlAlone.median),
      ]),
      [
        'Durable note update; by hand: fdatasync',
        ...[updates.median, updates.p95, syncs.median, syncs.p95].map(ms),
        ratio(updates, syncs),
      ],
    ]),
  )
  say('')
  say(
    formatTable([
      ['Import, indexes included', `${whole(count / (sandbox.fillMs / 1000))} calls/s`],
      ['Store', megabytes(size)],
      ['Memory at start', megabytes(atStart)],
      ['Memory under load', megabytes(underLoad)],
      [
        'With DisableStats, of the time with the total',
        ratio(spreadOfQuery(withoutTotal), spreadOfQuery(newest)),
      ],
      ['A slow query, median', `${ms(slow.median)} ms`],
      ['A quick request alone, median', `${ms(spreadOfQuery(single)?.median)} ms`],
      ['A quick request beside two slow queries, median', `${ms(quick.median)} ms`],
      ['… p95', `${ms(quick.p95)} ms`],
      ['… longest', `${ms(quick.most)} ms`],
      ["The event loop's longest stall meanwhile", `${ms(longestStallMs)} ms`],
    ]),
  )
}
