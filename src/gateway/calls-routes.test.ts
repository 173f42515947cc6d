import { expect, test } from 'vitest'
import { CallPageSchema, CallSchema } from '../contract/calls.ts'
import { ProblemSchema } from '../contract/problem.ts'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import {
  CREDENTIALS,
  makeGateway,
  makeList,
  makeRow,
  PASSWORD,
  QUERY,
  type Sent,
} from './make-gateway.ts'

const list = (payload: object) => ({ method: 'POST', url: '/api/calls', payload }) as const
const OWN = { CustomerName: 'acme', UserName: 'ada', Password: PASSWORD }

test('every filter becomes the member that HostedSuite documents, and nothing else is sent', async () => {
  const { askSignedIn, requests } = makeGateway(() => makeList([]))
  await askSignedIn(
    list({
      from: '2026-08-01',
      to: '2026-08-06T09:30',
      clientId: '7',
      centerId: 'east',
      direction: 'outgoing',
      minTalkSeconds: 1.5,
      maxTalkSeconds: 60,
      sort: { field: 'TalkTimeInSeconds', descending: false },
      page: 1,
      size: 50,
    }),
  )
  expect(requests).toEqual([
    {
      path: '/api/calls',
      kind: 'read',
      body: {
        StartDate: '2026-08-01T00:00:00',
        EndDate: '2026-08-06T09:30:59',
        ClientId: '7',
        CenterId: 'east',
        CallType: 'Outgoing',
        MinCallDuration: 1.5,
        MaxCallDuration: 60,
        SortField: 'TalkTimeInSeconds',
        SortDir: 'Asc',
        Page: 0,
        ItemsPerPage: 50,
        ...OWN,
      },
    },
  ])
})

test('a HostedSuite that writes the day first is asked and read that way', async () => {
  const { askSignedIn, requests } = makeGateway(
    () => makeList([makeRow({ StartTime: '1/8/2026 08:45' })]),
    { hostedSuiteDates: 'day-first' },
  )
  const answer = await askSignedIn(list({ ...QUERY, from: '2026-08-01', to: '2026-08-01' }))
  expect(requests[0]?.body).toMatchObject({
    StartDate: '1/8/2026 00:00:00',
    EndDate: '1/8/2026 23:59:59',
  })
  const [call] = CallPageSchema.parse(answer.json()).calls
  expect(call?.startTime?.wallClock).toBe('2026-08-01T08:45:00')
})

test('without filters only the page, its size and the order are sent', async () => {
  const { askSignedIn, requests } = makeGateway(() => makeList([]))
  await askSignedIn(list({ ...QUERY, minTalkSeconds: 0 }))
  const page = { SortField: 'StartTime', SortDir: 'Desc', Page: 0, ItemsPerPage: 25 }
  expect(requests[0]?.body).toEqual({ ...page, ...OWN })
})

test('an id is looked up alone, whatever the other filters say', async () => {
  const { askSignedIn, requests } = makeGateway(() => makeList([makeRow(), makeRow({ Id: 'b' })]))
  const answer = await askSignedIn(list({ ...QUERY, id: 'b', clientId: '7', page: 3 }))
  expect(answer.json()).toMatchObject({ calls: [{ id: 'b' }], page: 1, total: 1, hasMore: false })
  const lookup = { CallRecordId: 'b', ItemsPerPage: 25, SortDir: 'Desc' }
  expect(requests.map(({ body }) => body)).toEqual([{ ...lookup, ...OWN }])
})

test('credentials and other members in the body of the browser change nothing (F-06, F-08)', async () => {
  const { askSignedIn, requests } = makeGateway(() => makeList([]))
  const spoofed = { Password: 'p', password: 'p', USERNAME: 'root', CustomerName: 'other' }
  const others = { isAdmin: true, CallRecordId: 'x', CallType: '2' }
  await askSignedIn(list({ ...QUERY, ...spoofed, ...others }))
  expect(requests[0]?.body).toMatchObject(OWN)
  expect(Object.keys(requests[0]?.body ?? {}).toSorted()).toEqual([
    'CustomerName',
    'ItemsPerPage',
    'Page',
    'Password',
    'SortDir',
    'SortField',
    'UserName',
  ])
})

test('a page of calls is what the contract says, and only that', async () => {
  const { askSignedIn } = makeGateway(() =>
    makeList(
      [makeRow({ Secret: 'x', Interactions: [{ Type: 'Hold' }] }), makeRow({ Id: 'b' })],
      51,
    ),
  )
  const answer = await askSignedIn(list(QUERY))
  const page = answer.json()
  expect(CallPageSchema.parse(page)).toEqual(page)
  expect(page).toMatchObject({ page: 1, total: 51, hasMore: true, notices: [] })
  expect(page.calls[0]).toEqual({
    id: 'call-1',
    startTime: {
      raw: '2026-08-06 08:45:00',
      wallClock: '2026-08-06T08:45:00',
      instant: '2026-08-06T12:45:00.000Z',
    },
    type: 'Incoming',
    direction: 'incoming',
    clientId: '7',
    centerId: 'east',
    notes: '',
    durationSeconds: 95,
    talkSeconds: 70,
    holdCount: 0,
    flagged: false,
    completedFormIds: [],
  })
})

test('where HostedSuite does not count, a full page may have a next one', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => makeRow({ Id: `call-${index}` }))
  const full = makeGateway(() => makeList(rows, 0))
  expect((await full.askSignedIn(list(QUERY))).json()).toMatchObject({ hasMore: true })
  const short = makeGateway(() => rows.slice(1))
  const page = (await short.askSignedIn(list(QUERY))).json()
  expect(page).toMatchObject({ hasMore: false })
  expect(page.total).toBeUndefined()
})

test('a page past the end is answered with the last page (F-04)', async () => {
  const { askSignedIn, requests } = makeGateway(({ body }) =>
    makeList(body['Page'] === 2 ? [makeRow()] : [], 51),
  )
  const answer = await askSignedIn(list({ ...QUERY, page: 9 }))
  expect(answer.json()).toMatchObject({ page: 3, total: 51, hasMore: false, calls: [{}] })
  // The last page is short by nature; whether its size is a cap as well, only the first one tells.
  expect(requests.map(({ body }) => body['Page'])).toEqual([8, 2, 0])
})

/** A HostedSuite with three calls that counts its pages from `first`, and answers as `before` below that. */
function makePaged(first: 0 | 1, before: 'clamp' | 'empty' | 'fail' = 'clamp') {
  const rows = ['a', 'b', 'c'].map((Id) => makeRow({ Id }))
  return ({ body }: Sent) => {
    const page = Number(body['Page']) - first
    if (page < 0 && before === 'fail') throw new HostedSuiteError('failed')
    if (page < 0 && before === 'empty') return makeList([], 3)
    const start = Math.max(0, page) * Number(body['ItemsPerPage'])
    return makeList(rows.slice(start, start + Number(body['ItemsPerPage'])), 3)
  }
}

test.each([
  ['0', makePaged(0), 0],
  ['1, taking 0 for 1', makePaged(1), 1],
  ['1, answering 0 with nothing', makePaged(1, 'empty'), 1],
  ['1, refusing 0', makePaged(1, 'fail'), 1],
] as const)('a HostedSuite that counts from %s is found out once', async (_how, answer, first) => {
  const { askSignedIn, requests } = makeGateway(answer, { firstPage: 'auto' })
  const ids = async () => {
    const { calls } = CallPageSchema.parse((await askSignedIn(list(QUERY))).json())
    return calls.map(({ id }) => id)
  }
  expect(await ids()).toEqual(['a', 'b', 'c'])
  expect(await ids()).toEqual(['a', 'b', 'c'])
  expect(requests.map(({ body }) => [body['Page'], body['ItemsPerPage']])).toEqual([
    [0, 1],
    [1, 1],
    // A wrong 1 would hide the newest page for good, so it is asked for twice.
    ...(first === 1 ? [[0, 1]] : []),
    [first, 25],
    [first, 25],
  ])
})

test.each([
  ['nothing', 1, 'empty'],
  ['an error', 1, 'fail'],
  ['an error, without a call on any page', 0, 'fail'],
] as const)(
  'a HostedSuite that answers page 0 with %s is known to count from 1, however few its calls (H1)',
  async (_what, count, before) => {
    const { askSignedIn, requests } = makeGateway(
      ({ body }) => {
        if (Number(body['Page']) > 0) return makeList([makeRow()].slice(0, count), count)
        if (before === 'fail') throw new HostedSuiteError('failed')
        return makeList([], count)
      },
      { firstPage: 'auto' },
    )
    const page = CallPageSchema.parse((await askSignedIn(list(QUERY))).json())
    expect(page.calls).toHaveLength(count)
    expect(requests.at(-1)?.body['Page']).toBe(1)
  },
)

test('an empty page past the end of a HostedSuite that counts 0 whatever it has is no first page (H4)', async () => {
  const { askSignedIn } = makeGateway(({ body }) =>
    makeList(
      Number(body['Page']) === 0
        ? Array.from({ length: 25 }, (_, at) => makeRow({ Id: `c${at}` }))
        : [],
      0,
    ),
  )
  const read = async (page: number) =>
    CallPageSchema.parse((await askSignedIn(list({ ...QUERY, page }))).json())
  expect((await read(1)).hasMore).toBe(true)
  expect(await read(2)).toMatchObject({ calls: [], page: 2, hasMore: false })
})

test('a HostedSuite that gives one page for every other, and names it, leads nobody round and round (H2)', async () => {
  const rows = Array.from({ length: 25 }, (_, at) => makeRow({ Id: `c${at}` }))
  const { askSignedIn, ask } = makeGateway(() => ({ Items: rows, Page: 0 }))
  const read = async (page: number) =>
    CallPageSchema.parse((await askSignedIn(list({ ...QUERY, page }))).json())
  expect((await read(1)).calls).toHaveLength(25)
  expect(await read(2)).toMatchObject({ calls: [], page: 2, hasMore: false })
  expect((await ask({ method: 'GET', url: '/metrics' })).body).toMatch(
    /findings_total\{finding="OTHER_PAGE_NAMED"\} [1-9]/,
  )
})

test.each([
  ['an error while it is asked', 'fail'],
  ['a call that comes in between', 'shift'],
] as const)('%s does not make a HostedSuite count from 1', async (_what, trouble) => {
  let asked = 0
  const rows = ['new', 'a', 'b', 'c'].map((Id) => makeRow({ Id }))
  const { askSignedIn } = makeGateway(
    ({ body }) => {
      asked += 1
      if (trouble === 'fail' && asked === 1) throw new HostedSuiteError('failed')
      const known = trouble === 'shift' && asked === 1 ? rows.slice(1) : rows
      const start = Number(body['Page']) * Number(body['ItemsPerPage'])
      return makeList(known.slice(start, start + Number(body['ItemsPerPage'])), known.length)
    },
    { firstPage: 'auto' },
  )
  const { calls } = CallPageSchema.parse((await askSignedIn(list(QUERY))).json())
  expect(calls[0]?.id).toBe('new')
})

test('a page of another sign-in than the cookie is refused, and the cookie stays', async () => {
  const { askSignedIn, requests } = makeGateway()
  const headers = { 'x-call-review-session': 'another' }
  const answer = await askSignedIn({ ...list(QUERY), headers })
  expect(answer.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(requests).toEqual([])
})

test('an unreadable row does not end a list without totals', async () => {
  const rows = Array.from({ length: 25 }, (_, at) => makeRow({ Id: at === 3 ? null : `c${at}` }))
  const { askSignedIn } = makeGateway(() => rows)
  const page = CallPageSchema.parse((await askSignedIn(list(QUERY))).json())
  expect(page.calls).toHaveLength(24)
  expect(page).toMatchObject({ hasMore: true, notices: [{ code: 'ROWS_UNREADABLE', count: 1 }] })
})

test.each(['refused', 'failed'] as const)(
  'where a sort field is %s, HostedSuite is asked without, newest first, and that is told',
  async (fault) => {
    const { askSignedIn, requests } = makeGateway(({ body }) => {
      if (body['SortField'] === 'ClientName') throw new HostedSuiteError(fault)
      return makeList([makeRow()])
    })
    const query = { ...QUERY, sort: { field: 'ClientName', descending: false } }
    const page = CallPageSchema.parse((await askSignedIn(list(query))).json())
    expect(page).toMatchObject({ calls: [{ id: 'call-1' }], notices: [{ code: 'NOT_SORTED' }] })
    expect(requests.map(({ body }) => [body['SortField'], body['SortDir']])).toEqual([
      ['ClientName', 'Asc'],
      ['StartTime', 'Desc'],
    ])
  },
)

test.each([
  ['ClientName', 'failed', 3, 2],
  ['ClientName', 'timeout', 1, 1],
  ['StartTime', 'failed', 3, 1],
  ['StartTime', 'bad-response', 1, 1],
] as const)(
  'a failure that no sort field explains is asked for no more than that (%s, %s)',
  async (field, fault, atFirst, later) => {
    const hostedSuite = { isWell: false }
    const { askSignedIn, requests } = makeGateway(() => {
      if (hostedSuite.isWell) return makeList([makeRow()])
      throw new HostedSuiteError(fault)
    })
    const ask = async () => askSignedIn(list({ ...QUERY, sort: { field, descending: false } }))
    expect((await ask()).statusCode).toBeGreaterThanOrEqual(500)
    expect(requests).toHaveLength(atFirst)

    hostedSuite.isWell = true
    await askSignedIn(list(QUERY))
    hostedSuite.isWell = false
    requests.length = 0
    expect((await ask()).statusCode).toBeGreaterThanOrEqual(500)
    expect(requests).toHaveLength(later)
  },
)

test('a HostedSuite that cannot sort by time is used in its own order, and that is told where it shows', async () => {
  const { ask, requests, startSession } = makeGateway(
    ({ body }) => {
      if (body['SortField'] !== undefined) throw new HostedSuiteError('failed')
      return makeList([makeRow(), makeRow({ Id: 'b', StartTime: '2026-08-06 09:00:00' })])
    },
    { firstPage: 'auto' },
  )
  const headers = { cookie: await startSession() }
  const notices = async (sort: object) =>
    CallPageSchema.parse((await ask({ ...list({ ...QUERY, sort }), headers })).json()).notices
  const unsorted = [{ code: 'NOT_SORTED' }]
  expect(await notices({ field: 'StartTime', descending: false })).toEqual([])
  expect(await notices({ field: 'StartTime', descending: true })).toEqual(unsorted)
  requests.length = 0
  expect(await notices({ field: 'HoldCount', descending: true })).toEqual(unsorted)
  expect(requests.slice(-2).map(({ body }) => [body['SortField'], body['SortDir']])).toEqual([
    ['HoldCount', 'Desc'],
    [undefined, 'Desc'],
  ])
})

test('a hiccup is not taken for a HostedSuite that cannot sort', async () => {
  let asked = 0
  const { askSignedIn, requests } = makeGateway(() => {
    asked += 1
    if (asked === 1) throw new HostedSuiteError('failed')
    return makeList([makeRow()])
  })
  for (const _ of [1, 2]) await askSignedIn(list(QUERY))
  expect(requests.map(({ body }) => body['SortField'])).toEqual(Array(3).fill('StartTime'))
})

test.each(['failed', 'unreachable', 'busy'] as const)(
  'a HostedSuite that is %s is asked twice for a page that it has never shown, not more',
  async (fault) => {
    const { askSignedIn, requests } = makeGateway(
      () => {
        throw new HostedSuiteError(fault)
      },
      { firstPage: 'auto' },
    )
    const sort = { field: 'ClientName', descending: false }
    expect((await askSignedIn(list({ ...QUERY, sort }))).statusCode).toBeGreaterThanOrEqual(502)
    expect(requests).toHaveLength(2)
  },
)

test('pages of any size come whole from a HostedSuite that counts from 1 and gives ten at a time', async () => {
  const ids = Array.from({ length: 60 }, (_, at) => `c${at}`)
  const { askSignedIn } = makeGateway(
    ({ body }) => {
      const size = Math.min(10, Number(body['ItemsPerPage']))
      const start = (Math.max(1, Number(body['Page'])) - 1) * size
      const rows = ids.slice(start, start + size).map((Id) => makeRow({ Id }))
      return makeList(rows, ids.length)
    },
    { firstPage: 'auto' },
  )
  for (const [page, size, expected] of [
    [1, 25, ids.slice(0, 25)],
    [2, 25, ids.slice(25, 50)],
    [3, 25, ids.slice(50)],
    [1, 100, ids],
  ] as const) {
    const answer = CallPageSchema.parse((await askSignedIn(list({ ...QUERY, page, size }))).json())
    expect(answer.calls.map(({ id }) => id)).toEqual(expected)
    expect(answer).toMatchObject({ page, size, total: 60, hasMore: page * size < 60 })
  }
})

test('a password that stopped working is refused once by HostedSuite, then here, until it is typed again', async () => {
  const hostedSuite = { accepts: true }
  const { ask, requests } = makeGateway(() => {
    if (hostedSuite.accepts) return makeList([makeRow()])
    throw new HostedSuiteError('auth')
  })
  const signIn = async () => {
    const answer = await ask({ method: 'POST', url: '/session', payload: CREDENTIALS })
    return { cookie: String(answer.headers['set-cookie']).split(';')[0] }
  }
  const [one, another] = [await signIn(), await signIn()]
  requests.length = 0
  hostedSuite.accepts = false
  for (const headers of [one, another]) {
    const answer = await ask({ ...list(QUERY), headers })
    expect(answer.json()).toMatchObject({ status: 401, code: 'UPSTREAM_AUTH_REJECTED' })
  }
  expect(requests).toHaveLength(1)

  hostedSuite.accepts = true
  expect((await ask({ ...list(QUERY), headers: await signIn() })).statusCode).toBe(200)
})

test('too few calls decide nothing, so the first page is asked about again', async () => {
  const { askSignedIn, requests } = makeGateway(() => makeList([makeRow()]), { firstPage: 'auto' })
  await askSignedIn(list(QUERY))
  await askSignedIn(list(QUERY))
  expect(requests.map(({ body }) => body['Page'])).toEqual([0, 1, 0, 0, 1, 0])
})

const sortedBy = (field: string) => ({ sort: { field, descending: true } })

test.each([
  ['a day that the calendar does not have (F-01)', { from: '2026-02-30' }],
  ['a month that no year has (F-01)', { to: '2025-13-01' }],
  ['a year before all calls (F-01)', { from: '0001-01-01' }],
  ['a year after all calls (F-01)', { to: '9999-12-31' }],
  ['milliseconds for a day (F-01)', { from: '1793523600000' }],
  ['days that end before they begin (F-01)', { from: '2026-08-07', to: '2026-08-06' }],
  [
    'minutes that end before they begin (F-01)',
    { from: '2026-08-06T09:00', to: '2026-08-06T08:00' },
  ],
  ['a least above the most (F-03)', { minTalkSeconds: 9, maxTalkSeconds: 8 }],
  ['a talk below nothing (F-03)', { minTalkSeconds: -1 }],
  ['a talk in words (F-03)', { maxTalkSeconds: 'NaN' }],
  ['a talk in letters (F-03)', { minTalkSeconds: '0x10' }],
  ['a talk in other digits (F-03)', { minTalkSeconds: '١٢' }],
  ['the page before the first (F-04)', { page: 0 }],
  ['a page below nothing (F-04)', { page: -1 }],
  ['a page beyond all lists (F-04)', { page: 1e9 }],
  ['a page in words (F-04)', { page: 'abc' }],
  ['more rows than a page may have (F-05)', { size: 201 }],
  ['a whole list on one page (F-05)', { size: 100_000 }],
  ['an order that is an attack (F-07)', sortedBy('Notes; drop')],
  ['an order that every object has (F-07)', sortedBy('__proto__')],
  ['an order that nobody knows (F-07)', sortedBy('Nothing')],
  ['a direction in the words of HostedSuite (F-08)', { direction: 'Incoming' }],
  ['a direction that nobody calls in (F-08)', { direction: 'sideways' }],
  ['a direction in numbers (F-08)', { direction: 2 }],
  ['a direction that is none (F-08)', { direction: null }],
  ['a client of 5 KB (F-09)', { clientId: 'x'.repeat(5000) }],
  ['a zone of another planet', { timeZone: 'Mars/Olympus' }],
  ['an empty client (F-06)', { clientId: '' }],
  ['an empty id (F-06)', { id: '' }],
])('%s is refused by the name of its field, unsent', async (_what, part) => {
  const { askSignedIn, requests } = makeGateway()
  const answer = await askSignedIn(list({ ...QUERY, ...part }))
  const problem = ProblemSchema.parse(answer.json())
  expect(problem).toMatchObject({ status: 400, code: 'VALIDATION', retryable: false })
  expect(problem.fields).toHaveLength(1)
  expect(requests).toEqual([])
})

test('a list is no query, and is refused unsent', async () => {
  const { askSignedIn, requests } = makeGateway()
  const problem = ProblemSchema.parse((await askSignedIn(list([]))).json())
  expect(problem).toMatchObject({ status: 400, code: 'VALIDATION', retryable: false })
  expect(problem.fields).toHaveLength(1)
  expect(requests).toEqual([])
})

test('a number too large to be one is refused, unsent (F-03)', async () => {
  const { askSignedIn, requests } = makeGateway()
  const payload = JSON.stringify({ ...QUERY, maxTalkSeconds: 0 }).replace(':0', ':1e309')
  const headers = { 'content-type': 'application/json' }
  const answer = await askSignedIn({ method: 'POST', url: '/api/calls', payload, headers })
  expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
  expect(requests).toEqual([])
})

test.each(['<script>alert(1)</script>', '\u202Egnp.exe', '👩‍👩‍👧‍👦', "' OR 1=1 --"])(
  'a client called %j is asked for as the text that it is (F-09)',
  async (clientId) => {
    const { askSignedIn, requests } = makeGateway(() => makeList([]))
    const page = CallPageSchema.parse((await askSignedIn(list({ ...QUERY, clientId }))).json())
    expect(page).toMatchObject({ calls: [], total: 0 })
    expect(requests[0]?.body['ClientId']).toBe(clientId)
  },
)

test.each(['{', '', '"text"', '['.repeat(30_000), '{"__proto__":{}}'])(
  'a body that is no query is refused (%#)',
  async (payload) => {
    const { askSignedIn } = makeGateway()
    const headers = { 'content-type': 'application/json' }
    const answer = await askSignedIn({ method: 'POST', url: '/api/calls', payload, headers })
    expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
  },
)

test('a body above the limit is refused', async () => {
  const { askSignedIn } = makeGateway()
  const answer = await askSignedIn(list({ ...QUERY, clientId: 'x'.repeat(128 * 1024) }))
  expect(answer.json()).toMatchObject({ status: 413, code: 'TOO_LARGE' })
})

test('a call is read whole, its interactions in the order of their times', async () => {
  const { askSignedIn } = makeGateway(() =>
    makeList([
      makeRow({
        Notes: 'one\r\ntwo',
        Interactions: [
          { StartTime: '2026-08-06 08:46:00', Type: 'Hold' },
          { StartTime: '2026-08-06 08:45:00', Type: 'Answer' },
        ],
      }),
    ]),
  )
  const call = CallSchema.parse(
    (await askSignedIn({ method: 'GET', url: '/api/calls/call-1' })).json(),
  )
  expect(call.notes).toBe('one\r\ntwo')
  expect(call.interactions.map(({ type }) => type)).toEqual(['Answer', 'Hold'])
})

test('another call than the asked one is not the call', async () => {
  const { askSignedIn } = makeGateway(() => makeList([makeRow({ Id: 'CALL-1' })]))
  const answer = await askSignedIn({ method: 'GET', url: '/api/calls/call-1' })
  expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
})

test.each(['a%2Fb', 'a%00b', 'a%3Fb', 'a%40b', 'x'.repeat(129), '%C3%A4'])(
  'the id %s is refused, unsent',
  async (id) => {
    const { askSignedIn, requests } = makeGateway()
    const answer = await askSignedIn({ method: 'GET', url: `/api/calls/${id}` })
    expect(answer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
    expect(requests).toEqual([])
  },
)

test.each([
  ['auth', 401, 'UPSTREAM_AUTH_REJECTED'],
  ['not-found', 404, 'NOT_FOUND'],
  ['unreachable', 502, 'UNREACHABLE'],
  ['timeout', 504, 'TIMEOUT'],
  ['bad-response', 502, 'BAD_RESPONSE'],
  ['too-large', 502, 'ANSWER_TOO_LARGE'],
  ['refused', 502, 'UPSTREAM_REFUSED'],
  ['failed', 502, 'UPSTREAM_ERROR'],
] as const)('reading a call that meets %s answers %i %s', async (fault, status, code) => {
  const { askSignedIn } = makeGateway(() => {
    throw new HostedSuiteError(fault)
  })
  const answer = await askSignedIn({ method: 'GET', url: '/api/calls/call-1' })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(ProblemSchema.parse(answer.json())).toMatchObject({ status, code })
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('an answer that is no list is not an empty list', async () => {
  for (const answer of [{}, 'text', 7, { Items: 'none' }, { Id: 'call-1' }]) {
    const { askSignedIn } = makeGateway(() => answer)
    expect((await askSignedIn(list(QUERY))).json()).toMatchObject({ code: 'BAD_RESPONSE' })
  }
})

test('an unexpected failure is a problem without a word about itself', async () => {
  const { askSignedIn } = makeGateway(() => {
    throw new TypeError('secret detail')
  })
  const answer = await askSignedIn(list(QUERY))
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({
    type: 'urn:call-review:problem:internal',
    title: 'The gateway failed.',
    status: 500,
    code: 'INTERNAL',
    retryable: false,
    requestId: expect.any(String),
  })
})

test('without a session nothing is asked of HostedSuite', async () => {
  const { ask, requests } = makeGateway()
  for (const request of [list(QUERY), { method: 'GET', url: '/api/calls/call-1' } as const]) {
    const answer = await ask({ ...request, headers: { cookie: '__Host-Http-crd=stale' } })
    expect(answer.json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' })
  }
  expect(requests).toEqual([])
})

test('data answers never set the cookie', async () => {
  const { askSignedIn } = makeGateway(() => makeList([]))
  expect((await askSignedIn(list(QUERY))).headers['set-cookie']).toBeUndefined()
})

test('the gateway says that it is alive without asking anyone', async () => {
  const { gateway, requests } = makeGateway()
  const answer = await gateway.inject({ method: 'GET', url: '/healthz' })
  expect(answer.statusCode).toBe(200)
  expect(requests).toEqual([])
})
