import { open, rm } from 'node:fs/promises'
import { post } from './http.ts'
import { SLOW_REQUEST } from './queries.ts'
import type { BenchQuery } from './queries.ts'
import { CREDENTIALS } from './sandbox.ts'
import type { BenchedSandbox } from './sandbox.ts'
import { interleave, spreadOf } from './samples.ts'
import type { Spread } from './samples.ts'

const ROUNDS = 101
const SLOW_SECONDS = 5
const BURSTS = 5
const EACH_AT_ONCE = 8

export type ListMeasure = { query: BenchQuery; ours: Spread; byHand: Spread; sqlAlone: Spread }

/** Each query over HTTP, at the sandbox and at the bare server. */
export async function measureLists(
  sandbox: BenchedSandbox,
  bareUrl: string,
  queries: readonly BenchQuery[],
): Promise<ListMeasure[]> {
  const measures: ListMeasure[] = []
  for (const [index, query] of queries.entries()) {
    const sqlMs: number[] = []
    const [ours, byHand] = await interleave(
      ROUNDS,
      async () => (await sandbox.list(query.request)).ms,
      async () => {
        const reply = await post(`${bareUrl}/${index}`, { ...CREDENTIALS, ...query.request })
        sqlMs.push(Number(reply.header('x-sql-ms')))
        return reply.ms
      },
    )
    measures.push({ query, ours, byHand, sqlAlone: spreadOf(sqlMs) })
  }
  return measures
}

/** Updates of one call's note, beside what the disk takes to make one page durable. */
export async function measureUpdates(
  sandbox: BenchedSandbox,
  id: string,
  scratchFile: string,
): Promise<{ updates: Spread; syncs: Spread }> {
  const scratch = await open(scratchFile, 'w')
  const page = Buffer.alloc(8192)
  let number = 0
  const [updates, syncs] = await interleave(
    ROUNDS,
    async () => {
      number += 1
      return (await sandbox.update(id, `Note ${number}`)).ms
    },
    async () => {
      const startedAt = performance.now()
      await scratch.write(page, 0, page.length, number * page.length)
      await scratch.datasync()
      return performance.now() - startedAt
    },
  )
  await scratch.close()
  await rm(scratchFile)
  return { updates, syncs }
}

/** Two slow queries at any time, and quick ones one after the other. */
export async function measureQuickBesideSlow(sandbox: BenchedSandbox, quick: BenchQuery) {
  await sandbox.longestStallMs()
  const slowMs: number[] = []
  const quickMs: number[] = []
  const until = performance.now() + SLOW_SECONDS * 1000
  const repeat = async (request: object, samples: number[]) => {
    while (performance.now() < until) samples.push((await sandbox.list(request)).ms)
  }
  await Promise.all([
    repeat(SLOW_REQUEST, slowMs),
    repeat(SLOW_REQUEST, slowMs),
    repeat(quick.request, quickMs),
  ])
  const longestStallMs = await sandbox.longestStallMs()
  return { slow: spreadOf(slowMs), quick: spreadOf(quickMs), longestStallMs }
}

/** The most that was seen, in bytes, while every query was asked several times at once. */
export async function measureMemoryUnderLoad(
  sandbox: BenchedSandbox,
  queries: readonly BenchQuery[],
): Promise<number> {
  let most = 0
  for (let burst = 0; burst < BURSTS; burst += 1) {
    const requests = Array.from({ length: EACH_AT_ONCE }, () => queries).flat()
    await Promise.all(requests.map(({ request }) => sandbox.list(request)))
    most = Math.max(most, await sandbox.rssBytes())
  }
  return most
}
