import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigurationError } from '../configuration-error.ts'
import type { CallFilter } from './call-store.ts'
import { makeCall } from './make-call.ts'
import { listCalls, openTestStore } from './open-test-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { SqliteStore } from './sqlite-store.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'call-store-'))
  file = path.join(folder, 'calls.db')
})

afterEach(() => rm(folder, { recursive: true }))

const everyCall = {
  filter: {},
  sortBy: 'StartTime',
  descending: false,
  offset: 0,
  limit: 1000,
  withTotal: true,
} as const

async function idsOf(store: SqliteStore, filter: CallFilter = {}) {
  const { calls } = await listCalls(store, { ...everyCall, filter })
  return calls.map(({ Id }) => Id)
}

test('a call comes back as it went in, lists and unusual texts included', async () => {
  const call = makeCall({
    Notes: 'Line one\r\nline "two" 🎧',
    Flagged: true,
    TalkTimeInSeconds: 12.5,
    CompletedFormIds: [],
    Interactions: [{ StartTime: 'noonish', Type: null, Description: 'Ringing' }],
  })
  const store = await openTestStore([call])
  expect(await listCalls(store, everyCall)).toEqual({ calls: [call], total: 1 })
  await store.close()
})

test('an acknowledged note is still there after the store is opened again', async () => {
  const first = await openTestStore([makeCall()], file)
  await first.updateNotes('call-1', 'kept')
  await first.close()
  const second = await openSqliteStore(file)
  const { calls } = await listCalls(second, everyCall)
  expect(calls.map(({ Notes }) => Notes)).toEqual(['kept'])
  await second.close()
})

test('a fill that stops midway leaves nothing', async () => {
  const first = await openSqliteStore(file)
  const fill = { kind: 'imported', seed: null, from: null, until: null } as const
  const stopped = first.load(fill, async (insert) => {
    insert(makeCall())
    throw new Error('stopped')
  })
  await expect(stopped).rejects.toThrow('stopped')
  await first.close()
  const second = await openSqliteStore(file)
  expect(await idsOf(second)).toEqual([])
  expect(await second.fills()).toEqual([])
  await second.close()
})

test('a deep page of many equal values continues exactly where the page before it ended', async () => {
  const many = Array.from({ length: 5000 }, (_, index) =>
    makeCall({
      Id: `call-${String(index).padStart(4, '0')}`,
      AnsweredBy: index % 2 ? 'Maya R.' : null,
    }),
  )
  const store = await openTestStore(many)
  const request = { ...everyCall, sortBy: 'AnsweredBy', descending: true, limit: 100 } as const
  const { calls } = await listCalls(store, { ...request, offset: 2450 })
  expect(calls.slice(49, 51).map(({ Id }) => Id)).toEqual(['call-0001', 'call-4998'])
  await store.close()
})

test('only calls of visible centers are listed, counted and changed', async () => {
  const store = await openTestStore([
    makeCall({ Id: 'seen', CenterId: 'ATL' }),
    makeCall({ Id: 'hidden', CenterId: 'BOI' }),
    makeCall({ Id: 'homeless', CenterId: null }),
  ])
  const filter = { visibleCenters: ['ATL'] }
  expect(await listCalls(store, { ...everyCall, filter })).toMatchObject({
    total: 1,
    calls: [{ Id: 'seen' }],
  })
  expect(await store.updateNotes('hidden', 'x', ['ATL'])).toBeUndefined()
  expect(await idsOf(store, { visibleCenters: [] })).toEqual([])
  expect(await store.centers()).toEqual(['ATL', 'BOI'])
  await store.close()
})

const FOREIGN = {
  'a text file': Buffer.from('hello, this is no database'),
  "another program's database": sqliteHeader({ applicationId: 7, userVersion: 1 }),
}

test.each(Object.entries(FOREIGN))('%s is refused and left untouched', async (_name, content) => {
  await writeFile(file, content)
  await expect(openSqliteStore(file)).rejects.toThrow(ConfigurationError)
  expect(await readFile(file)).toEqual(content)
})

test('a store of a newer version is refused and left untouched', async () => {
  const store = await openTestStore([makeCall()], file)
  await store.close()
  const content = await readFile(file)
  content.writeUInt32BE(99, 60)
  await writeFile(file, content)
  await expect(openSqliteStore(file)).rejects.toThrow(/newer version/)
  expect(await readFile(file)).toEqual(content)
})

function sqliteHeader({ applicationId = 0, userVersion = 0 }): Buffer {
  const header = Buffer.alloc(4096)
  header.write('SQLite format 3\0', 'latin1')
  header.writeUInt32BE(userVersion, 60)
  header.writeUInt32BE(applicationId, 68)
  return header
}
