import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY_SECONDS, parseWallClock } from '../wall-clock.ts'
import { fillStore } from './fill.ts'
import type { FillRequest } from './fill.ts'
import type { Progress } from './progress.ts'
import { MEMORY } from './sqlite.ts'
import { listCalls } from './open-test-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { SqliteStore } from './sqlite-store.ts'

const NOON = parseWallClock('2026-08-06 12:00:00')?.seconds ?? 0

let folder: string
let store: SqliteStore
let progress: Progress[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fill-'))
  store = await openSqliteStore(MEMORY)
  progress = []
})

afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const fill = (request: Partial<FillRequest>) =>
  fillStore(store, { seed: 1, now: NOON, ...request }, (step) => progress.push(step))

async function write(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

const allCalls = () =>
  listCalls(store, {
    filter: {},
    sortBy: 'StartTime',
    descending: false,
    offset: 0,
    limit: 10_000,
    withTotal: true,
  })

const LINE = '{"Id":"1","StartTime":"1999-10-01T00:24:58","TalkTimeInSeconds":7,"Unknown":1}'

test.each([
  ['calls.ndjson', (text: string) => text],
  ['calls.ndjson.gz', (text: string) => gzipSync(text)],
])('%s is imported, blank lines skipped and absent members null', async (name, pack) => {
  const file = await write(name, pack(`${LINE}\n\n${LINE.replace('"1"', '"2"')}\r\n`))
  expect(await fill({ calls: file })).toEqual({ kind: 'imported', added: 2, held: 0 })
  const { calls } = await allCalls()
  expect(calls[0]).toMatchObject({ Id: '1', TalkTimeInSeconds: 7, Flagged: false, Notes: null })
  expect(calls[0]?.StartTime).toBe(parseWallClock('1999-10-01 00:24:58')?.seconds)
  expect(progress.at(-1)).toEqual({ calls: 2, fraction: 1 })
})

test.each([
  ['{"Id":"2","StartTime":"yesterday"}', 'line 2: StartTime: not a date and time'],
  ['{"Id":"2"', 'line 2: the line: '],
  ['[]', 'line 2: the line: '],
  ['{"Id":"2","StartTime":"2026-01-01","HoldCount":"many"}', 'line 2: HoldCount: '],
  [LINE, 'line 2: the Id has already been used'],
])('the line %s stops the import and leaves the store empty', async (bad, sentence) => {
  const file = await write('calls.ndjson', `${LINE}\n${bad}\n`)
  await expect(fill({ calls: file })).rejects.toThrow(`--calls: ${file}, ${sentence}`)
  expect(await allCalls()).toEqual({ calls: [], total: 0 })
})

test.each([
  ['a missing file', 'missing.ndjson'],
  ['what is not gzip', 'plain.gz'],
  ['a gzip cut short', 'cut.gz'],
  ['a folder', ''],
])('%s stops the import with a sentence', async (_what, name) => {
  await write('plain.gz', LINE)
  const lines = Array.from({ length: 5000 }, (_, id) => LINE.replace('"1"', `"${id}"`)).join('\n')
  await write('cut.gz', gzipSync(lines).subarray(0, -500))
  await expect(fill({ calls: path.join(folder, name) })).rejects.toThrow(/^--calls: .*\.$/)
  expect(await allCalls()).toEqual({ calls: [], total: 0 })
})

test('a store that holds calls keeps them', async () => {
  const file = await write('calls.ndjson', LINE)
  await fill({ generate: 50 })
  expect(await fill({ calls: file })).toEqual({ kind: 'kept', added: 0, held: 50 })
  expect(await fill({ generate: 9 })).toEqual({ kind: 'kept', added: 0, held: 50 })
})

test('imported calls are not continued', async () => {
  await fill({ calls: await write('calls.ndjson', LINE) })
  expect(await fill({ now: NOON + 9 * DAY_SECONDS })).toEqual({ kind: 'kept', added: 0, held: 1 })
})

test('a generated store opened on a later day is continued to now and its calls stay', async () => {
  await fill({ generate: 900 })
  const { calls: before } = await allCalls()
  const now = NOON + 3 * DAY_SECONDS
  expect(await fill({ now })).toEqual({ kind: 'generated', added: 30, held: 900 })
  const { calls: after } = await allCalls()
  expect(after.slice(0, 900)).toEqual(before)
  expect(after.slice(900).every(({ StartTime }) => StartTime > NOON && StartTime <= now)).toBe(true)
  expect(await fill({ now: now + 60 })).toMatchObject({ kind: 'kept', added: 0 })
})

test('the hours after midnight alone bring a call for today', async () => {
  await fill({ generate: 90 })
  const now = parseWallClock('2026-08-07 00:05:00')?.seconds ?? 0
  await fill({ now })
  const { calls } = await allCalls()
  expect(calls.at(-1)?.StartTime).toBeGreaterThanOrEqual(now - 300)
})
