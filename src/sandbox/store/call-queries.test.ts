import { assert, boolean, constant, constantFrom, nat, property, record } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isQuick, listRows } from './call-queries.ts'
import type { CallFilter, CallPageRequest } from './call-store.ts'
import { SORT_FIELDS } from './call.ts'
import { createIndexes, insertCalls } from './load-calls.ts'
import { makeCall } from './make-call.ts'
import { CALL_STORE, STEPS } from './schema.ts'
import { MEMORY, openDatabase } from './sqlite.ts'
import type { Database } from './sqlite.ts'

let database: Database

beforeAll(async () => {
  database = await openDatabase(MEMORY, STEPS, CALL_STORE)
  await insertCalls(database, async (insert) => {
    for (let index = 0; index < 2000; index += 1) insert(makeCall({ Id: `call-${index}` }))
  })
  createIndexes(database)
})

afterAll(() => database.close())

/** How SQLite goes about the queries of a page: a line for each look into the calls. */
function planOf(request: CallPageRequest): string[] {
  const plan: string[] = []
  listRows(
    {
      rows(_shape, query) {
        const steps = database.prepare(`EXPLAIN QUERY PLAN ${query().compile().sql}`).all()
        const looks = steps.map(({ detail }) => String(detail))
        plan.push(...looks.filter((look) => / calls\b/.test(look)))
        return []
      },
    },
    request,
  )
  return plan
}

const filters = record<CallFilter>(
  {
    from: constant(1),
    to: constant(2),
    clientId: constant('1001'),
    centerId: constant('ATL'),
    id: constant('call-1'),
    minTalkSeconds: constant(1),
    maxTalkSeconds: constant(2),
    type: constant('Incoming'),
    visibleCenters: constant(['ATL']),
  },
  { requiredKeys: [] },
)

const requests = record<CallPageRequest>({
  filter: filters,
  sortBy: constantFrom(...SORT_FIELDS),
  descending: boolean(),
  offset: nat(60),
  limit: nat(60),
  withTotal: boolean(),
})

const BY_ID = /^SEARCH calls USING (COVERING )?INDEX sqlite_autoindex_calls_1 \(Id=\?\)$/
const BY_TIME = /^(SEARCH|SCAN) calls USING COVERING INDEX by_StartTime( \(StartTime[<>].*)?$/
const BY_RANK = 'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)'

test('one call is found by its Id, whatever else is asked', () => {
  assert(
    property(requests, (request) => {
      const plan = planOf({ ...request, filter: { ...request.filter, id: 'call-1' } })
      expect(plan).toEqual(plan.map(() => expect.stringMatching(BY_ID)))
    }),
  )
})

test('the calls of a quick page come from an index in its own order', () => {
  const pages = requests.map((request) => {
    const { from, to } = request.filter
    const filter = { ...(from && { from }), ...(to && { to }) }
    return { ...request, filter, sortBy: 'StartTime' as const, withTotal: false }
  })
  assert(
    property(pages.filter(isQuick), (page) => {
      expect(planOf(page)).toEqual([BY_RANK, expect.stringMatching(BY_TIME)])
    }),
  )
})

test('a page that nothing limits, that leaves calls out or that counts them is not quick', () => {
  const page = { filter: {}, sortBy: 'StartTime', descending: true, withTotal: false } as const
  expect(isQuick({ ...page, offset: 25, limit: 25 })).toBe(true)
  expect(isQuick({ ...page, offset: 26, limit: 25 })).toBe(false)
  expect(isQuick({ ...page, offset: 0, limit: 25, withTotal: true })).toBe(false)
  expect(isQuick({ ...page, offset: 0, limit: 25, sortBy: 'AnsweredBy' })).toBe(false)
  expect(isQuick({ ...page, offset: 0, limit: 25, filter: { minTalkSeconds: 1 } })).toBe(false)
})
