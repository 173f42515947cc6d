import { expect, test } from 'vitest'
import { CallPageSchema } from '../../contract/calls.ts'
import { makeGateway, makeList, makeRow, QUERY } from '../make-gateway.ts'

/** The last second before the gateway's, in UTC and on HostedSuite's clock in New York. */
const AS_OF = '2026-08-06T15:59:59Z'
const END = '2026-08-06T11:59:59'
const BY_TALK = { sort: { field: 'TalkTimeInSeconds', descending: true } }

async function list(query: object, rows: object[], total?: number) {
  const { askSignedIn, requests } = makeGateway(() => makeList(rows, total))
  const answer = await askSignedIn({
    method: 'POST',
    url: '/api/calls',
    payload: { ...QUERY, ...query },
  })
  return { page: CallPageSchema.parse(answer.json()), bodies: requests.map(({ body }) => body) }
}

test('the newest calls are read as they are, and stand still from the last second on', async () => {
  const { page, bodies } = await list({}, [makeRow()])
  expect(page.asOf).toBe(AS_OF)
  expect(bodies.map(({ EndDate }) => EndDate)).toEqual([undefined])
})

test('calls of this very second are left for the next look, because more of them may follow', async () => {
  const { page, bodies } = await list({}, [makeRow({ StartTime: '2026-08-06 12:00:00' })])
  expect(page.asOf).toBe(AS_OF)
  expect(bodies.map(({ EndDate }) => EndDate)).toEqual([undefined, END])
})

test('nothing is hidden where the clock of HostedSuite runs ahead, in any order', async () => {
  const { askSignedIn, requests } = makeGateway(() =>
    makeList([makeRow({ StartTime: '2026-08-06 12:02:00' })]),
  )
  for (const query of [QUERY, { ...QUERY, ...BY_TALK }]) {
    const answer = await askSignedIn({ method: 'POST', url: '/api/calls', payload: query })
    expect(CallPageSchema.parse(answer.json()).asOf).toBeUndefined()
  }
  expect(requests.map(({ body }) => body['EndDate'])).toEqual([undefined, undefined])
})

test('in another order, and on another page, the list ends at its moment from the start', async () => {
  for (const query of [BY_TALK, { page: 2 }]) {
    const { page, bodies } = await list(query, [makeRow()], 26)
    expect(page.asOf).toBe(AS_OF)
    expect(bodies[0]).toMatchObject({ EndDate: END })
  }
})

test('a list as of a moment rolls to it and has no later calls, unless they are asked for', async () => {
  const asOf = '2026-08-05T14:30:00Z'
  const then = await list({ asOf, range: 'today' }, [])
  expect(then.page.asOf).toBe(asOf)
  expect(then.bodies[0]).toMatchObject({
    StartDate: '2026-08-05T00:00:00',
    EndDate: '2026-08-05T10:30:00',
  })
  const later = await list({ asOf, range: 'today', withLater: true, size: 1 }, [])
  expect(later.bodies[0]).toMatchObject({ StartDate: '2026-08-05T00:00:00', ItemsPerPage: 1 })
  // The day of then has ended; calls of the next one are later ones too.
  expect(later.bodies[0]).not.toHaveProperty('EndDate')
})

test('a total that is known is not counted again', async () => {
  const counted = await list({ page: 3, knownTotal: 51 }, [makeRow()], 0)
  expect(counted.page).toMatchObject({ page: 3, total: 51, hasMore: false })
  expect(counted.bodies[0]).toMatchObject({ Page: 2, DisableStats: true })
})

test.each(['2026-02-30T10:00:00Z', '2026-08-06T10:00:00', '2026-08-06T25:00:00Z', 'now', 7])(
  '%s is no moment',
  async (asOf) => {
    const { askSignedIn, requests } = makeGateway()
    const payload = { ...QUERY, asOf }
    const answer = await askSignedIn({ method: 'POST', url: '/api/calls', payload })
    expect(answer.statusCode).toBe(400)
    expect(requests).toEqual([])
  },
)
