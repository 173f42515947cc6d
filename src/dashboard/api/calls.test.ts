import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Call, CallPage } from '../../contract/calls.ts'
import { callQueries, findLoadedCall, saveNotes } from './calls.ts'

const READING_MS = 20

const makeCall = (id: string, notes: string): Call => ({
  id,
  notes,
  completedFormIds: [],
  interactions: [],
})

/** The gateway: a read takes longer than a save, and brings the note that there was when it began. */
beforeEach(() => {
  let notes = 'older'
  vi.stubGlobal('fetch', async (_path: string, { method, signal }: RequestInit) => {
    if (method === 'PUT') {
      notes = 'newer'
      return Response.json({ notes, savedAt: new Date().toISOString() })
    }
    const call = makeCall('c1', notes)
    await new Promise((resolve) => setTimeout(resolve, READING_MS))
    signal?.throwIfAborted()
    return Response.json(call)
  })
})
afterEach(() => void vi.unstubAllGlobals())

const save = (client: QueryClient) =>
  new MutationObserver(client, saveNotes('c1')).mutate({
    opId: 'operation',
    base: 'older',
    text: 'newer',
  })

const { queryKey } = callQueries.detail('c1')

const keyOfPage = (page: number) =>
  callQueries.list({ sort: { field: 'StartTime', descending: true }, page, size: 25 }).queryKey

describe('a call that is open while its note is being saved', () => {
  test('is read to the end if that was under way, with the new note', async () => {
    const client = new QueryClient()
    const close = new QueryObserver(client, callQueries.detail('c1')).subscribe(() => {})
    await save(client)
    await vi.waitFor(() => expect(client.getQueryData(queryKey)?.notes).toBe('newer'))
    close()
  })

  test('is not read again if it was there already', async () => {
    const client = new QueryClient()
    client.setQueryData(queryKey, makeCall('c1', 'older'))
    const close = new QueryObserver(client, callQueries.detail('c1')).subscribe(() => {})
    await save(client)
    expect(client.getQueryState(queryKey)).toMatchObject({
      data: { notes: 'newer' },
      fetchStatus: 'idle',
    })
    close()
  })
})

/** As if it had been read at `updatedAt`. */
function putPage(client: QueryClient, page: number, call: Call, updatedAt: number) {
  client.setQueryData<CallPage>(
    keyOfPage(page),
    { calls: [call], page, size: 25, range: {}, hasMore: false, notices: [] },
    { updatedAt },
  )
}

test('of a call that several loaded pages hold, the newest row counts', () => {
  const client = new QueryClient()
  putPage(client, 1, makeCall('c1', 'of nine o’clock'), 9)
  putPage(client, 2, makeCall('c1', 'of half past ten'), 10.5)
  putPage(client, 3, makeCall('c1', 'of ten o’clock'), 10)
  expect(findLoadedCall(client, 'c1')?.notes).toBe('of half past ten')
  expect(findLoadedCall(client, 'c2')).toBeUndefined()
})

test('a saved note makes no page newer that does not have its call', async () => {
  const client = new QueryClient()
  putPage(client, 1, makeCall('c1', 'older'), 1)
  putPage(client, 2, makeCall('c2', 'older'), 2)
  await save(client)
  expect(client.getQueryData(keyOfPage(1))?.calls).toMatchObject([{ notes: 'newer' }])
  expect(client.getQueryState(keyOfPage(2))?.dataUpdatedAt).toBe(2)
})
