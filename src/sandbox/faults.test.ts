import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from './app.ts'
import { NO_FAULTS } from './faults.ts'
import { makeCall } from './store/make-call.ts'
import { openTestStore } from './store/open-test-store.ts'
import type { SqliteStore } from './store/sqlite-store.ts'

const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

let store: SqliteStore
let lines: string[]
let sandbox: ReturnType<typeof createSandbox>

beforeEach(async () => {
  store = await openTestStore([
    makeCall({ Id: 'a', TalkTimeInSeconds: 5 }),
    makeCall({ Id: 'b', at: '2026-08-06 13:05:00', Type: 'Outgoing', Notes: 'old' }),
  ])
  lines = []
  sandbox = createSandbox({ store, faults: NO_FAULTS, log: (line) => lines.push(line) })
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
})

const put = (payload: object) => sandbox.inject({ method: 'PUT', url: '/faults', payload })

function list(members: object = {}) {
  return sandbox.inject({
    method: 'POST',
    url: '/hostedsuite/api/calls',
    payload: { ...C, ...members },
  })
}

const update = (members: object) =>
  sandbox.inject({
    method: 'POST',
    url: '/hostedsuite/api/calls/update',
    payload: { ...C, ...members },
  })

test('PUT replaces all switches, DELETE turns them off, GET shows them', async () => {
  await put({ firstPage: 1 })
  expect((await put({ cap: 3 })).json()).toEqual({ ...NO_FAULTS, cap: 3 })
  expect((await sandbox.inject('/faults')).json()).toEqual({ ...NO_FAULTS, cap: 3 })
  await sandbox.inject({ method: 'DELETE', url: '/faults' })
  expect((await sandbox.inject('/faults')).json()).toEqual(NO_FAULTS)
})

test('an unknown or wrong switch is refused and nothing changes', async () => {
  expect((await put({ nonsense: true })).statusCode).toBe(400)
  expect((await put({ cap: 'many' })).json()).toEqual({ message: expect.stringContaining('"cap"') })
  expect((await sandbox.inject('/faults')).json()).toEqual(NO_FAULTS)
})

test('another machine cannot see the switches', async () => {
  const response = await sandbox.inject({ url: '/faults', remoteAddress: '192.168.1.7' })
  expect(response.statusCode).toBe(404)
})

test.each([
  ['absent', {}],
  ['minus-one', { TotalCount: -1, TotalPages: -1 }],
])('totals can be %s', async (totals, expected) => {
  await put({ totals })
  const { Items, Page, ...rest } = (await list()).json()
  expect([Items.length, Page, rest]).toEqual([2, 0, expected])
})

test.each([
  ['iso', '2026-08-06T13:05:00'],
  ['iso-fraction', '2026-08-06T13:05:00.0000000'],
  ['iso-utc', '2026-08-06T13:05:00Z'],
  ['iso-offset', '2026-08-06T13:05:00-05:00'],
  ['us', '8/6/2026 1:05:00 PM'],
  ['wcf', '/Date(1786039500000-0500)/'],
  ['absent', undefined],
])('StartTime can be written as %s', async (startTimeFormat, expected) => {
  await put({ startTimeFormat })
  expect((await list({ CallRecordId: 'b' })).json().Items[0].StartTime).toBe(expected)
})

test('the answer can be a bare array or in camelCase', async () => {
  await put({ bareArray: true })
  expect((await list()).json()).toHaveLength(2)
  await put({ camelCase: true })
  expect((await list()).json()).toMatchObject({ totalCount: 2, items: [{ id: 'a' }, { id: 'b' }] })
})

test('filters, order and size can be ignored or cut', async () => {
  await put({ ignoreFilters: true, ignoreSort: true, cap: 1 })
  const wish = { CallType: 'Outgoing', SortDir: 'Desc', ItemsPerPage: 50 }
  expect((await list(wish)).json()).toMatchObject({
    Items: [{ Id: 'a' }],
    TotalCount: 2,
    TotalPages: 2,
  })
})

test.each([
  ['row', 200, { Id: 'b', Notes: 'new' }],
  ['old-row', 200, { Id: 'b', Notes: 'old' }],
  ['empty', 200, {}],
  ['no-content', 204, undefined],
])('an update that is done can answer with %s', async (updateAnswer, status, expected) => {
  await put({ updateAnswer })
  const response = await update({ Id: 'b', Notes: 'new' })
  expect(response.statusCode).toBe(status)
  if (expected === undefined) expect(response.body).toBe('')
  else expect(response.json()).toMatchObject(expected)
  expect((await list({ CallRecordId: 'b' })).json().Items[0].Notes).toBe('new')
})

test('a status comes instead of the work', async () => {
  await put({ update: { status: 429, retryAfterSeconds: 2 } })
  const response = await update({ Id: 'b', Notes: 'new' })
  expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '2'])
  expect((await list({ CallRecordId: 'b' })).json().Items[0].Notes).toBe('old')
})

test('the body can be a login page, cut short or empty', async () => {
  await put({ list: { body: 'html-login' } })
  expect((await list()).headers['content-type']).toMatch(/^text\/html/)
  await put({ list: { body: 'truncated' } })
  const cut = await list()
  expect(cut.statusCode).toBe(200)
  expect(() => cut.json()).toThrow(SyntaxError)
  await put({ list: { body: 'empty' } })
  expect((await list()).body).toBe('')
})

test('a stack trace repeats the request, as DebugMode does', async () => {
  await put({ stackTraceEcho: true })
  const { ResponseStatus } = (await list({ Password: 'wrong-battery' })).json()
  expect(ResponseStatus.StackTrace).toContain('wrong-battery')
})

test('connections are cut before or after the work, and hanging ones when the sandbox closes', async () => {
  const url = await sandbox.listen({ port: 0, host: '127.0.0.1' })
  const send = (path: string, members: object = {}) =>
    fetch(`${url}/hostedsuite/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...C, ...members }),
    })
  await put({ update: { reset: true } })
  await expect(send('calls/update', { Id: 'a', Notes: 'new' })).rejects.toThrow('fetch failed')
  await put({ update: { resetAfterWrite: true } })
  await expect(send('calls/update', { Id: 'b', Notes: 'new' })).rejects.toThrow('fetch failed')
  const notes = (await list()).json().Items.map(({ Notes }: { Notes?: string }) => Notes)
  expect(notes).toEqual([undefined, 'new'])

  await put({ list: { hang: true }, update: { delayMs: 60_000 } })
  const bothArrived = new Promise<void>((resolve) => {
    let arrived = 0
    sandbox.server.on('request', () => {
      arrived += 1
      if (arrived === 2) resolve()
    })
  })
  const hanging = send('calls')
  const delayed = send('calls/update', { Id: 'a', Notes: 'last' })
  const outcomes = Promise.allSettled([hanging, delayed])
  await bothArrived
  await sandbox.close()
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

test('the log has neither query strings nor bodies', async () => {
  await sandbox.inject({
    method: 'POST',
    url: '/hostedsuite/api/calls?Password=secret',
    payload: C,
  })
  expect(lines).toEqual([expect.stringMatching(/^POST \/hostedsuite\/api\/calls 500 \d+ ms$/)])
})
