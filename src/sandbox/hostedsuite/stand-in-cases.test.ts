import { assert, asyncProperty, constantFrom, integer, record } from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSandbox } from '../app.ts'
import { FaultsSchema } from '../faults.ts'
import type { Faults } from '../faults.ts'
import type { SqliteStore } from '../store/sqlite-store.ts'
import { SORT_FIELDS } from '../store/call.ts'
import { makeCall } from '../store/make-call.ts'
import { openTestStore } from '../store/open-test-store.ts'

const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }
const AGENT = { CustomerName: 'demo', UserName: 'agent', Password: 'agent' }
const LIST = '/hostedsuite/api/calls'
const UPDATE = '/hostedsuite/api/calls/update'

/** Eight calls: two share a StartTime, one is long but hardly talked, one has every member. */
const CALLS = [
  makeCall({ Id: 'a1', at: '2026-08-05 23:59:59', TalkTimeInSeconds: 30 }),
  makeCall({ Id: 'a2', at: '2026-08-06 00:00:00', TalkTimeInSeconds: 60, ClientId: '1008' }),
  makeCall({
    Id: 'a3',
    at: '2026-08-06 12:30:00',
    Notes: 'Left message',
    TransferToName: 'Noor Greene',
    TransferToNumber: '+15035550142',
    TransferTimeInSeconds: 20,
    HoldTimeInSeconds: 12,
    HoldCount: 1,
    TalkTimeInSeconds: 95,
    ScreenPop: 'Main line',
    CompletedFormIds: ['64ab01', '64ab02'],
    Interactions: [
      { StartTime: '2026-08-06 12:30:00', Type: 'Ring', Description: 'Ringing' },
      { StartTime: '2026-08-06T12:30:07', Type: 'Answered', Description: null },
    ],
    Flagged: true,
    FlagNotes: 'Please check',
    WorkTimeInSeconds: 4,
  }),
  makeCall({ Id: 'a5', at: '2026-08-06 15:00:00', Type: 'Outgoing', CenterId: 'BOI' }),
  makeCall({ Id: 'a4', at: '2026-08-06 15:00:00', CenterId: 'BOI', TalkTimeInSeconds: 61 }),
  makeCall({ Id: 'a6', at: '2026-08-06 23:59:59', DurationInSeconds: 90, TalkTimeInSeconds: 10 }),
  makeCall({ Id: '12', at: '2026-08-07 00:00:00', CenterId: 'DEN', Type: 'Outgoing' }),
  makeCall({ Id: 'a8', at: '2026-08-09 08:00:00', CenterId: 'DEN', AnsweredBy: null }),
]
const ALL_IDS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', '12', 'a8']

const DOCUMENTED = `Id ClientId ClientName CenterId StartTime CallerName CallerNumber TransferToName
  TransferToNumber Notes DurationInSeconds RingTimeInSeconds HoldTimeInSeconds HoldCount Interactions
  AnsweredBy Server TalkTimeInSeconds TransferTimeInSeconds ScreenPop CompletedFormIds Flagged FlagNotes
  Type WorkTimeInSeconds`.split(/\s+/)

const seconds = z.number().min(0)
const optionalText = z.string().optional()
/** Written from the document alone, and strict: a member that it does not name fails. */
const RowSchema = z.strictObject({
  Id: z.string(),
  ClientId: optionalText,
  ClientName: optionalText,
  CenterId: optionalText,
  StartTime: optionalText,
  CallerName: optionalText,
  CallerNumber: optionalText,
  TransferToName: optionalText,
  TransferToNumber: optionalText,
  Notes: optionalText,
  DurationInSeconds: seconds,
  RingTimeInSeconds: seconds,
  HoldTimeInSeconds: seconds,
  HoldCount: z.int(),
  Interactions: z
    .array(
      z.strictObject({ StartTime: optionalText, Type: optionalText, Description: optionalText }),
    )
    .optional(),
  AnsweredBy: optionalText,
  Server: optionalText,
  TalkTimeInSeconds: seconds,
  TransferTimeInSeconds: seconds,
  ScreenPop: optionalText,
  CompletedFormIds: z.array(z.string()).optional(),
  Flagged: z.boolean(),
  FlagNotes: optionalText,
  Type: optionalText,
  WorkTimeInSeconds: seconds,
})
const PageSchema = z.strictObject({
  Items: z.array(RowSchema),
  Page: z.number(),
  TotalCount: z.number(),
  TotalPages: z.number(),
})
const ErrorSchema = z.strictObject({
  ResponseStatus: z.strictObject({
    ErrorCode: z.string(),
    Message: z.string(),
    Errors: z.array(
      z.strictObject({ ErrorCode: z.string(), FieldName: z.string(), Message: z.string() }),
    ),
  }),
})

type Body = object | string
type Options = {
  headers?: Record<string, string>
  method?: 'POST' | 'GET' | 'PUT' | 'DELETE' | 'OPTIONS'
}

let store: SqliteStore
let sandbox: ReturnType<typeof createSandbox>

function start(faults: Partial<Faults> = {}) {
  sandbox = createSandbox({ store, faults: FaultsSchema.parse(faults) })
}

beforeEach(async () => {
  store = await openTestStore(CALLS)
  start()
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
})

function post(url: string, payload: Body, { headers = {}, method = 'POST' }: Options = {}) {
  return sandbox.inject({
    method,
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })
}

const form = (members: Record<string, string>, url = LIST) =>
  post(url, new URLSearchParams(members).toString(), {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

async function list(members: object = {}, who: object = C) {
  const response = await post(LIST, { ...who, ...members })
  expect(response.statusCode).toBe(200)
  return PageSchema.parse(response.json())
}

const idsOf = async (members: object, who: object = C) =>
  (await list(members, who)).Items.map(({ Id }) => Id)

const pageIds = (Page: number) => idsOf({ Page, ItemsPerPage: 5 })

const sizeOf = async (members: object) => (await list(members)).Items.length

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Number(String(a) > String(b)) - Number(String(a) < String(b))
}

async function startTimes(SortDir: string) {
  const { Items } = await list({ SortField: 'StartTime', SortDir })
  return Items.map(({ StartTime }) => StartTime ?? '')
}

const update = (members: object, who: object = C) => post(UPDATE, { ...who, ...members })

async function notesOf(id: string) {
  const { Items } = await list({ CallRecordId: id })
  return Items[0]?.Notes
}

type Response = Awaited<ReturnType<typeof post>>

function errorOf(response: Response) {
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
  return ErrorSchema.parse(response.json()).ResponseStatus
}

function expectNotFound(response: Response) {
  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toMatch(/^text\/plain/)
  expect(response.body).toBe('404')
}

function expectRefused(response: Response) {
  expect(response.statusCode).toBe(500)
  expect(errorOf(response).ErrorCode).toBe('SecurityException')
}

describe('HostedSuite list', () => {
  test('1: credentials alone list every call with numeric paging members', async () => {
    const response = await post(LIST, C)
    expect(response.headers['content-type']).toMatch(/^application\/json/)
    const page = PageSchema.parse(response.json())
    expect(page).toMatchObject({ Page: 0, TotalCount: 8, TotalPages: 1 })
    expect(page.Items.map(({ Id }) => Id)).toEqual(ALL_IDS)
  })

  test('2: rows have only the 25 documented names', async () => {
    expect(DOCUMENTED).toHaveLength(25)
    const { Items } = z
      .object({ Items: z.array(z.looseObject({})) })
      .parse((await post(LIST, C)).json())
    const names = new Set(Items.flatMap((row) => Object.keys(row)))
    expect([...names].filter((name) => !DOCUMENTED.includes(name))).toEqual([])
    // The third call has every member, so nothing documented is missing either.
    expect(names.size).toBe(25)
  })

  test('3: no member is null', async () => {
    expect((await post(LIST, C)).body).not.toContain('null')
  })

  test('4: empty texts are left out while 0 and false are written', async () => {
    const [row] = (await list({ CallRecordId: 'a1' })).Items
    expect(row).not.toHaveProperty('Notes')
    expect(row).not.toHaveProperty('TransferToName')
    expect(row).toMatchObject({ HoldCount: 0, Flagged: false })
  })

  test('5: seconds are numbers, HoldCount is whole, Flagged is a boolean', async () => {
    const { Items } = await list()
    for (const row of Items) expect(RowSchema.safeParse(row).success).toBe(true)
  })

  test('6: interactions are objects of documented texts', async () => {
    const [row] = (await list({ CallRecordId: 'a3' })).Items
    expect(row?.Interactions).toEqual([
      { StartTime: '2026-08-06 12:30:00', Type: 'Ring', Description: 'Ringing' },
      { StartTime: '2026-08-06 12:30:07', Type: 'Answered' },
    ])
  })

  test('7: completed form ids are texts', async () => {
    const [row] = (await list({ CallRecordId: 'a3' })).Items
    expect(row?.CompletedFormIds).toEqual(['64ab01', '64ab02'])
  })

  test('8: member names are read in any case', async () => {
    const body = { customername: 'demo', USERNAME: 'supervisor', password: 'supervisor' }
    expect((await post(LIST, body)).json()).toEqual((await post(LIST, C)).json())
  })

  test('9: an unknown member is ignored', async () => {
    expect(await idsOf({ Nonsense: 1 })).toEqual(ALL_IDS)
  })

  test('10: CallType splits the calls in two', async () => {
    const incoming = await list({ CallType: 'Incoming' })
    const outgoing = await list({ CallType: 'Outgoing' })
    expect(incoming.Items.every(({ Type }) => Type === 'Incoming')).toBe(true)
    expect(outgoing.Items.map(({ Id }) => Id)).toEqual(['a5', '12'])
    expect(incoming.TotalCount + outgoing.TotalCount).toBe(8)
  })

  test('11: CallType null is CallType absent', async () => {
    expect(await list({ CallType: null })).toEqual(await list())
  })

  test('12: CallType is read in any case and by number', async () => {
    expect(await list({ CallType: 'incoming' })).toEqual(await list({ CallType: 'Incoming' }))
    expect(await idsOf({ CallType: 1 })).toEqual(['a5', '12'])
  })

  test('13: a bad CallType in JSON is dropped', async () => {
    expect(await idsOf({ CallType: 'Sideways' })).toEqual(ALL_IDS)
  })

  test('14: a bad number in JSON is dropped', async () => {
    expect(await idsOf({ MinCallDuration: 'abc' })).toEqual(ALL_IDS)
  })

  test('15: a quoted number is a number', async () => {
    expect(await idsOf({ MinCallDuration: '61' })).toEqual(await idsOf({ MinCallDuration: 61 }))
  })

  test('16: the minimum is of talk time, itself included', async () => {
    const { Items } = await list({ MinCallDuration: 60 })
    expect(Items.map(({ Id }) => Id)).toContain('a2')
    expect(Items.map(({ Id }) => Id)).not.toContain('a6')
    expect(Items.every((row) => row.TalkTimeInSeconds >= 60)).toBe(true)
  })

  test('17: the maximum is of talk time, and 0 is no maximum', async () => {
    expect(await idsOf({ MaxCallDuration: 60 })).toEqual(['a1', 'a2', 'a6'])
    expect(await idsOf({ MaxCallDuration: 0 })).toEqual(ALL_IDS)
  })

  test('18: ClientId and CenterId filter exactly', async () => {
    expect(await idsOf({ ClientId: '1008' })).toEqual(['a2'])
    expect(await idsOf({ CenterId: 'DEN' })).toEqual(['12', 'a8'])
    expect(await list({ CenterId: 'den' })).toMatchObject({ Items: [], TotalCount: 0 })
  })

  test('19: CallRecordId finds exactly that call', async () => {
    const page = await list({ CallRecordId: 'a4' })
    expect(page.Items.map(({ Id }) => Id)).toEqual(['a4'])
    expect(page.TotalCount).toBe(1)
  })

  test('20: an unknown CallRecordId finds nothing', async () => {
    expect(await idsOf({ CallRecordId: 'nope' })).toEqual([])
  })

  test('21: both ends of the dates are included, a date alone is its whole day', async () => {
    const day = { StartDate: '2026-08-06', EndDate: '2026-08-06' }
    expect(await idsOf(day)).toEqual(['a2', 'a3', 'a4', 'a5', 'a6'])
    const times = { StartDate: '2026-08-06T12:30:00', EndDate: '2026-08-06T15:00:00' }
    expect(await idsOf(times)).toEqual(['a3', 'a4', 'a5'])
  })

  test.each(['2026-08-06', '2026-08-06 00:00:00', '2026-08-06T00:00:00', '8/6/2026 00:00'])(
    '22: StartDate may be written as %s',
    async (StartDate) => {
      expect(await idsOf({ StartDate, EndDate: '8/6/2026 23:59:59' })).toEqual([
        'a2',
        'a3',
        'a4',
        'a5',
        'a6',
      ])
    },
  )

  test('23: a StartDate that is no date is a FormatException', async () => {
    const response = await post(LIST, { ...C, StartDate: 'garbage' })
    expect(response.statusCode).toBe(400)
    expect(errorOf(response).ErrorCode).toBe('FormatException')
  })

  test('24: pages count from 0, are disjoint and echo their number', async () => {
    const first = await list({ Page: 0, ItemsPerPage: 5 })
    const second = await list({ Page: 1, ItemsPerPage: 5 })
    expect([first.Page, second.Page]).toEqual([0, 1])
    expect([...first.Items, ...second.Items].map(({ Id }) => Id)).toEqual(ALL_IDS)
  })

  test('25: in 1-based mode page 0 and page 1 are the same', async () => {
    start({ firstPage: 1 })
    expect(await pageIds(0)).toEqual(await pageIds(1))
    expect(await pageIds(2)).toEqual(['a6', '12', 'a8'])
  })

  test('26: TotalPages is the count by the page size, rounded up', async () => {
    const page = await list({ ItemsPerPage: 3 })
    expect(page.Items).toHaveLength(3)
    expect(page).toMatchObject({ TotalCount: 8, TotalPages: 3 })
  })

  test('27: the page size is 25 unless given, at most 1000', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => makeCall({ Id: `call-${index}` }))
    await store.close()
    store = await openTestStore(many)
    await sandbox.close()
    start()
    expect(await sizeOf({})).toBe(25)
    expect(await sizeOf({ ItemsPerPage: 0 })).toBe(25)
    expect(await sizeOf({ ItemsPerPage: -5 })).toBe(25)
    expect(await sizeOf({ ItemsPerPage: 100_000 })).toBe(1000)
  })

  test('28: a page past the end is empty and still counted', async () => {
    expect(await list({ Page: 9 })).toMatchObject({ Items: [], TotalCount: 8, Page: 9 })
  })

  test('29: DisableStats leaves the rows and makes the totals 0', async () => {
    const page = await list({ DisableStats: true })
    expect(page.Items).toEqual((await list()).Items)
    expect(page).toMatchObject({ TotalCount: 0, TotalPages: 0 })
  })

  test('30: SortField and SortDir order the calls', async () => {
    const ascending = (await startTimes('Asc')).toSorted()
    expect(await startTimes('Asc')).toEqual(ascending)
    expect(await startTimes('Desc')).toEqual(ascending.toReversed())
  })

  test.each(SORT_FIELDS)(
    '30: SortField %s orders the calls, and equal ones by Id',
    async (field) => {
      const { Items } = await list({ SortField: field, SortDir: 'Asc' })
      const filled = Items.map((row) => [row[field], row.Id]).filter(
        ([value]) => value !== undefined,
      )
      expect(filled).toEqual(
        filled.toSorted(([a, idA], [b, idB]) => compare(a, b) || compare(idA, idB)),
      )
      const descending = await idsOf({ SortField: field, SortDir: 'Desc' })
      expect(descending).toEqual(Items.map(({ Id }) => Id).toReversed())
    },
  )

  test('31: without SortDir the order is ascending', async () => {
    expect(await list({ SortField: 'TalkTimeInSeconds' })).toEqual(
      await list({ SortField: 'talktimeinseconds', SortDir: 'Asc' }),
    )
  })

  test('32: an unknown SortField leaves the default order', async () => {
    expect(await idsOf({ SortField: 'NoSuch' })).toEqual(ALL_IDS)
  })

  test('33: paging through meets every Id once, equal times included', async () => {
    const anyPaging = record({
      SortField: constantFrom(...SORT_FIELDS),
      SortDir: constantFrom('Asc', 'Desc'),
      ItemsPerPage: integer({ min: 1, max: 9 }),
    })
    await assert(
      asyncProperty(anyPaging, async (paging) => {
        const { TotalPages } = await list(paging)
        const pages = Array.from({ length: TotalPages }, (_, Page) => idsOf({ ...paging, Page }))
        expect((await Promise.all(pages)).flat().toSorted()).toEqual(ALL_IDS.toSorted())
      }),
      { numRuns: 40 },
    )
  })

  test('34: an empty body is an empty request, refused for its credentials', async () => {
    expectRefused(await post(LIST, ''))
  })

  test.each(['[]', '"x"', '7', '{"Page":'])(
    '35: the body %s is a SerializationException',
    async (body) => {
      const response = await post(LIST, body)
      expect(response.statusCode).toBe(400)
      expect(errorOf(response).ErrorCode).toBe('SerializationException')
    },
  )

  test('36: a text/plain body is not read', async () => {
    const headers = { 'content-type': 'text/plain' }
    expectRefused(await post(LIST, JSON.stringify(C), { headers }))
  })

  test('37: a form is read like JSON', async () => {
    const response = await form({ ...C, CallType: 'Outgoing' })
    expect(PageSchema.parse(response.json()).Items.map(({ Id }) => Id)).toEqual(['a5', '12'])
  })

  test('38: a bad number in a form is refused by name', async () => {
    const response = await form({ ...C, MinCallDuration: 'abc' })
    expect(response.statusCode).toBe(400)
    expect(errorOf(response).Errors[0]?.FieldName).toBe('MinCallDuration')
  })

  test('39: the query overrides the JSON body', async () => {
    const response = await post(`${LIST}?CallType=Outgoing`, { ...C, CallType: 'Incoming' })
    expect(PageSchema.parse(response.json()).Items.map(({ Id }) => Id)).toEqual(['a5', '12'])
  })

  test.each([`${LIST}.json`, `${LIST}?format=json`])('40: %s is the same JSON', async (url) => {
    const response = await post(url, C, { headers: { accept: '*/*' } })
    expect(response.body).toBe((await post(LIST, C)).body)
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('41: a callback wraps the answer in a script', async () => {
    const response = await post(`${LIST}?callback=cb`, C)
    expect(response.headers['content-type']).toMatch(/^text\/javascript/)
    expect(response.body).toBe(`cb(${(await post(LIST, C)).body})`)
  })

  test('42: a callback stays a name', async () => {
    const response = await post(`${LIST}?callback=${encodeURIComponent('a;alert(1)//')}`, C)
    expect(response.body).toMatch(/^a_alert_1___\(\{/)
  })

  test('43: the path is read in any case, with a slash behind it', async () => {
    expect((await post('/HostedSuite/API/Calls/', C)).statusCode).toBe(200)
  })

  test.each(['GET', 'PUT', 'DELETE'] as const)('44: %s is not found', async (method) => {
    expectNotFound(await sandbox.inject({ method, url: LIST }))
  })

  test('45: a preflight is not found and allows nothing', async () => {
    const headers = { origin: 'http://intranet.example', 'access-control-request-method': 'POST' }
    const response = await sandbox.inject({ method: 'OPTIONS', url: LIST, headers })
    expectNotFound(response)
    expect(
      Object.keys(response.headers).filter((name) => name.startsWith('access-control')),
    ).toEqual([])
  })

  test('46: the predefined route gives the same answer', async () => {
    const response = await post('/hostedsuite/api/json/reply/ListCallRecordsRequest', C)
    expect(response.body).toBe((await post(LIST, C)).body)
  })

  test('47: another path is not found', async () => {
    expectNotFound(await post('/hostedsuite/api/nothing', C))
  })

  test.each([
    ['security-500', 500, 'SecurityException'],
    ['401', 401, 'AuthenticationException'],
    ['403', 403, 'UnauthorizedAccessException'],
  ] as const)('48: a wrong password is refused (%s)', async (authFailure, status, code) => {
    start({ authFailure })
    const response = await post(LIST, { ...C, Password: 'wrong-battery' })
    expect(response.statusCode).toBe(status)
    expect(errorOf(response).ErrorCode).toBe(code)
    const client = { CustomerName: 'demo', UserName: 'client', Password: 'client' }
    expect((await post(LIST, client)).statusCode).toBe(status)
    expect((await post(LIST, { ...C, CustomerName: 'other' })).statusCode).toBe(status)
  })

  test('49: no error repeats the password or a stack trace', async () => {
    const secret = 'wrong-battery'
    const bodies = await Promise.all([
      post(LIST, { ...C, Password: secret }),
      post(LIST, `{"Password":"${secret}",`),
      post(LIST, [secret]),
      form({ ...C, Password: secret, MinCallDuration: 'abc' }),
      post(UPDATE, { ...C, Password: secret, Id: 'a1', Notes: 'x' }),
    ])
    for (const { statusCode, body } of bodies) {
      expect(statusCode).toBeGreaterThanOrEqual(400)
      expect(body).not.toMatch(/wrong-battery|StackTrace/)
    }
  })

  test('50: an agent sees the first half of the centers, rounded up', async () => {
    const { Items, TotalCount } = await list({}, AGENT)
    expect(new Set(Items.map(({ CenterId }) => CenterId))).toEqual(new Set(['ATL', 'BOI']))
    expect(TotalCount).toBe(6)
    expect(await idsOf({ CenterId: 'DEN' }, AGENT)).toEqual([])
  })

  test('51: JSON answers vary by Accept', async () => {
    expect((await post(LIST, C)).headers.vary).toBe('Accept')
    expect((await post(LIST, {})).headers.vary).toBe('Accept')
  })
})

describe('HostedSuite update', () => {
  test('52: the answer is the bare call with its new note', async () => {
    const response = await update({ Id: 'a1', Notes: 'x' })
    expect(response.statusCode).toBe(200)
    expect(RowSchema.parse(response.json())).toMatchObject({ Id: 'a1', Notes: 'x' })
  })

  test('53: the list then has the new note', async () => {
    await update({ Id: 'a1', Notes: 'x' })
    expect(await notesOf('a1')).toBe('x')
  })

  test('54: an empty text clears the note', async () => {
    const response = await update({ Id: 'a3', Notes: '' })
    expect(RowSchema.parse(response.json()).Notes ?? '').toBe('')
    expect((await notesOf('a3')) ?? '').toBe('')
  })

  test('55: null does not clear the note', async () => {
    const response = await update({ Id: 'a3', Notes: null })
    expect(response.statusCode).toBe(400)
    expect(errorOf(response).ErrorCode).toBe('ArgumentNullException')
    expect(await notesOf('a3')).toBe('Left message')
  })

  test('56: an absent note is as null', async () => {
    const response = await update({ Id: 'a3' })
    expect(response.statusCode).toBe(400)
    expect(errorOf(response).ErrorCode).toBe('ArgumentNullException')
    expect(await notesOf('a3')).toBe('Left message')
  })

  test('57: an empty note in a form is as absent', async () => {
    const response = await form({ ...C, Id: 'a3', Notes: '' }, UPDATE)
    expect(response.statusCode).toBe(400)
    expect(await notesOf('a3')).toBe('Left message')
  })

  test('58: nothing but the note can be changed', async () => {
    const [before] = (await list({ CallRecordId: 'a1' })).Items
    await update({ Id: 'a1', Notes: 'x', Flagged: true, CallerName: 'z' })
    const [after] = (await list({ CallRecordId: 'a1' })).Items
    expect(after).toEqual({ ...before, Notes: 'x' })
  })

  test('59: an unknown Id is not found', async () => {
    const response = await update({ Id: 'nope', Notes: 'x' })
    expect(response.statusCode).toBe(404)
    expect(errorOf(response).Message).toMatch(/not found/i)
  })

  test.each([{}, { Id: '' }])('60: the Id is needed (%j)', async (members) => {
    const response = await update({ ...members, Notes: 'x' })
    expect(response.statusCode).toBe(400)
    expect(errorOf(response).Errors[0]?.FieldName).toBe('Id')
  })

  test('61: a note comes back byte for byte', async () => {
    const note = `<b>"bold"</b> & 'ü' 🎧\r\n\t\\ ${'long '.repeat(2000)}`
    const response = await update({ Id: 'a1', Notes: note })
    expect(RowSchema.parse(response.json()).Notes).toBe(note)
    expect(await notesOf('a1')).toBe(note)
    expect(response.body).toContain('<b>')
  })

  test('62: a wrong password changes nothing', async () => {
    expectRefused(await update({ Id: 'a3', Notes: 'x' }, { ...C, Password: 'wrong' }))
    expect(await notesOf('a3')).toBe('Left message')
  })

  test('63: GET is not found', async () => {
    expectNotFound(await sandbox.inject({ method: 'GET', url: UPDATE }))
  })

  test('64: the last of two updates wins', async () => {
    await update({ Id: 'a1', Notes: 'first' })
    expect((await update({ Id: 'a1', Notes: 'second' })).statusCode).toBe(200)
    expect(await notesOf('a1')).toBe('second')
  })

  test('65: a call outside the permissions is not found and stays as it was', async () => {
    const response = await update({ Id: '12', Notes: 'x' }, AGENT)
    expect(response.statusCode).toBe(404)
    expect(await notesOf('12')).toBeUndefined()
  })

  test('66: a number for an Id is its text', async () => {
    expect(RowSchema.parse((await update({ Id: 12, Notes: 'x' })).json()).Id).toBe('12')
  })
})
