import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from './app.ts'
import { NO_FAULTS } from './faults.ts'
import type { CallStore } from './store/call-store.ts'
import { makeCall } from './store/make-call.ts'
import { listCalls, openTestStore } from './store/open-test-store.ts'
import { connectToStore, openSqliteStore } from './store/sqlite-store.ts'
import type { SqliteStore } from './store/sqlite-store.ts'

const NOW = new Date(2026, 7, 6, 14, 30)
const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

let folder: string
let store: SqliteStore
let sandbox: ReturnType<typeof createSandbox>

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'coming-calls-'))
  const calls = [makeCall({ Id: 'd' }), makeCall({ Id: 'b', at: '2026-08-06 13:05:00' })]
  store = await openTestStore(calls, path.join(folder, 'calls.db'))
  sandbox = createSandbox({ store, faults: NO_FAULTS, clock: () => NOW })
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
  await rm(folder, { recursive: true })
})

const add = (payload: object) => sandbox.inject({ method: 'POST', url: '/calls', payload })

async function list(members: object = {}) {
  const payload = { ...C, SortField: 'StartTime', SortDir: 'Desc', ...members }
  const url = '/hostedsuite/api/calls'
  const { Items, TotalCount } = (await sandbox.inject({ method: 'POST', url, payload })).json()
  return { ids: Items.map(({ Id }: { Id: string }) => Id), total: TotalCount, first: Items[0] }
}

test('a call comes in now, or when it began; both are counted and found', async () => {
  expect((await list()).ids).toEqual(['b', 'd'])
  expect((await add({ Id: 'e', ClientId: '7' })).statusCode).toBe(201)
  expect((await add([{ Id: 'a', StartTime: '2026-08-06 13:00:00' }])).json()).toEqual({ added: 1 })
  const { ids, total, first } = await list()
  expect(ids).toEqual(['e', 'b', 'a', 'd'])
  expect(total).toBe(4)
  expect(first.StartTime).toMatch(/2026-08-06.14:30:00/)
  expect((await list({ ClientId: '7' })).ids).toEqual(['e'])
})

test('equal times stay in the order of their Ids, whenever they came', async () => {
  const StartTime = '2026-08-06 13:05:00'
  await add([
    { Id: 'c', StartTime },
    { Id: 'a', StartTime },
  ])
  expect((await list({ ItemsPerPage: 2 })).ids).toEqual(['c', 'b'])
  expect((await list({ ItemsPerPage: 2, Page: 1 })).ids).toEqual(['a', 'd'])
})

test('they are there for other connections, and after the store was opened again', async () => {
  const file = path.join(folder, 'calls.db')
  const everyCall = { filter: {}, sortBy: 'Id', descending: false, offset: 0, limit: 9 } as const
  const read = async (from: CallStore) =>
    (await listCalls(from, { ...everyCall, withTotal: true })).calls.map(({ Id }) => Id)
  const reader = await connectToStore(file, { readOnly: true })
  expect(await read(reader)).toEqual(['b', 'd'])
  await add([{ Id: 'z' }, { Id: 'c' }])
  expect(await read(reader)).toEqual(['b', 'c', 'd', 'z'])
  await reader.close()
  const again = await openSqliteStore(file)
  expect(await read(again)).toEqual(['b', 'c', 'd', 'z'])
  await again.close()
})

test('a taken Id is refused, and so is all that came with it', async () => {
  const refused = await add([{ Id: 'e' }, { Id: 'b' }])
  expect(refused.statusCode).toBe(409)
  expect(refused.json()).toEqual({ message: 'calls: the Id b is taken.' })
  expect((await add([{ Id: 'f' }, { Id: 'f' }])).statusCode).toBe(409)
  expect((await list()).total).toBe(2)
})

test.each([
  ['nothing', {}, /0\.Id/],
  ['a wrong time', { Id: 'e', StartTime: 'noon' }, /0\.StartTime: not a date and time/],
  ['a text', ['call'], /^calls: 0/],
])('%s is no call', async (_name, payload, sentence) => {
  const refused = await add(payload)
  expect(refused.statusCode).toBe(400)
  expect(refused.json()).toEqual({ message: expect.stringMatching(sentence) })
})

test('another machine cannot have calls come in', async () => {
  const remoteAddress = '192.168.1.7'
  const payload = { Id: 'e' }
  const answer = await sandbox.inject({ method: 'POST', url: '/calls', payload, remoteAddress })
  expect(answer.statusCode).toBe(404)
})
