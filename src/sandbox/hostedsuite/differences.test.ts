import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../app.ts'
import { NO_FAULTS } from '../faults.ts'
import { makeCall } from '../store/make-call.ts'
import { openTestStore } from '../store/open-test-store.ts'
import type { SqliteStore } from '../store/sqlite-store.ts'
import { openRecordStore } from '../store/record-store.ts'
import { MEMORY } from '../store/sqlite.ts'

const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

let store: SqliteStore
let sandbox: ReturnType<typeof createSandbox>

beforeEach(async () => {
  store = await openTestStore(
    ['a', 'b', 'c', 'd', 'e'].map((Id, minute) =>
      makeCall({ Id, at: `2026-08-06 09:0${minute}:00`, Notes: 'old' }),
    ),
  )
  const records = await openRecordStore(MEMORY)
  sandbox = createSandbox({ store, records, faults: NO_FAULTS })
  sandbox.addHook('onClose', async () => records.close())
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
})

const put = (payload: object) => sandbox.inject({ method: 'PUT', url: '/faults', payload })

const post = (path: string, members: object) =>
  sandbox.inject({
    method: 'POST',
    url: `/hostedsuite/api/${path}`,
    payload: { ...C, ...members },
  })

const list = async (members: object = {}) => (await post('calls', members)).json()
const noteOf = async (id: string) => (await list({ CallRecordId: id })).Items[0].Notes
const idsOf = ({ Items }: { Items: { Id: string }[] }) => Items.map(({ Id }) => Id)

test.each([
  ['asked', 1],
  ['zero', 0],
  ['absent', undefined],
])('the page can be echoed as %s', async (echo, expected) => {
  await put({ echo })
  expect((await list({ Page: 1, ItemsPerPage: 2 })).Page).toBe(expected)
})

test.each([
  ['too-many', { TotalCount: 9, TotalPages: 5 }],
  ['text', { TotalCount: '5', TotalPages: '3' }],
  ['huge', { TotalCount: 1e15, TotalPages: 1e15 }],
  ['no-pages', { TotalCount: 5, TotalPages: 0 }],
])('totals can be %s', async (totals, expected) => {
  await put({ totals })
  expect(await list({ ItemsPerPage: 2 })).toMatchObject(expected)
})

test('Items can be absent or null', async () => {
  await put({ items: 'absent' })
  expect(await list()).toEqual({ Page: 0, TotalCount: 5, TotalPages: 1 })
  await put({ items: 'null' })
  expect((await list()).Items).toBeNull()
})

test('rows can be repeated, null or wrong', async () => {
  await put({ oddRows: ['duplicate', 'null', 'bad'] })
  const { Items } = await list({ ItemsPerPage: 2 })
  expect(Items).toHaveLength(5)
  expect(Items[2]).toEqual(Items[0])
  expect(Items[3]).toBeNull()
  expect(Items[4]).toMatchObject({ Id: 7, DurationInSeconds: 'soon' })
})

test('a page can hold more than was asked for', async () => {
  await put({ moreItems: 2 })
  expect(idsOf(await list({ ItemsPerPage: 2 }))).toEqual(['a', 'b', 'c', 'd'])
})

test('rows can shift while somebody pages', async () => {
  await put({ shiftPerPage: 1 })
  const pages = await Promise.all([0, 1, 2].map((Page) => list({ Page, ItemsPerPage: 2 })))
  expect(pages.map(idsOf)).toEqual([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
  ])
})

test('a note can be changed by somebody else between read and save', async () => {
  await put({ noteAfterRead: 'theirs' })
  expect(await noteOf('b')).toBe('old')
  expect(await noteOf('b')).toBe('theirs')
  await put({})
  expect(await noteOf('a')).toBe('old')
})

test('an update can be acknowledged and store nothing', async () => {
  await put({ storesNothing: true })
  const response = await post('calls/update', { Id: 'b', Notes: 'new' })
  expect([response.statusCode, response.json().Notes]).toEqual([200, 'new'])
  expect(await noteOf('b')).toBe('old')
  expect((await post('calls/update', { Id: 'z', Notes: 'new' })).statusCode).toBe(404)
})

test('a password can be changed in the middle of a session', async () => {
  await put({ passwordsChanged: true, authFailure: '401' })
  expect((await post('calls', {})).statusCode).toBe(401)
  await put({})
  expect((await post('calls', {})).statusCode).toBe(200)
})

test('a refusal can name fields', async () => {
  const fieldErrors = [{ name: 'Notes', message: '<b>too long</b>' }]
  await put({ update: { status: 400 }, fieldErrors })
  const { ResponseStatus } = (await post('calls/update', { Id: 'b', Notes: 'new' })).json()
  expect(ResponseStatus.Errors).toEqual([
    { ErrorCode: 'Exception', FieldName: 'Notes', Message: '<b>too long</b>' },
  ])
})
