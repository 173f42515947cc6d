import { assert, asyncProperty, bigInt } from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSandbox } from '../app.ts'
import { FaultsSchema } from '../faults.ts'
import type { CallStore } from '../store/call-store.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { openRecordStore } from '../store/record-store.ts'
import type { RecordStore } from '../store/record-store.ts'
import { MEMORY } from '../store/sqlite.ts'

const PHONE_CALLS = '/oracle/crmRestApi/resources/11.13.18.05/phoneCalls'
const BASIC = `Basic ${Buffer.from('crm:crm').toString('base64')}`
const NOW = new Date('2026-08-06T10:11:12.123Z')
const V3 = { 'rest-framework-version': '3' }
const V4 = { 'rest-framework-version': '4' }
const UPSERT = { 'upsert-mode': 'true' }

const LinkSchema = z.strictObject({
  href: z.string(),
  kind: z.enum(['collection', 'item', 'describe', 'other']),
  name: z.string(),
  properties: z.strictObject({ changeIndicator: z.string().min(1) }).optional(),
  rel: z.enum(['self', 'lov', 'parent', 'canonical', 'child', 'enclosure', 'action', 'custom']),
})
const text = z.string().nullable()
const AUDIT = {
  CreatedBy: z.string().max(64),
  CreationDate: z.iso.datetime({ offset: true }),
  LastUpdateDate: z.iso.datetime({ offset: true }),
  LastUpdatedBy: z.string().max(64),
  LastUpdateLogin: z.string().max(32),
  links: z.array(LinkSchema),
}
/** Written from the document alone, and strict: an attribute that it does not name fails. */
const MessageSchema = z.strictObject({
  ...AUDIT,
  CallId: z.int(),
  DeletedFlag: z.boolean(),
  InteractionId: z.int(),
  MessageContent: text,
  MessageId: z.int(),
  MessageNumber: z.string(),
  MessageTypeCd: text,
  PostedByDisplayName: text,
  PostedByPartyId: text,
  RoleCd: text,
  VisibilityCd: text,
})
const PhoneCallSchema = z.strictObject({
  ...AUDIT,
  CallDetailsURL: text,
  CallId: z.int(),
  CallNumber: z.string(),
  CallRecording: text,
  DeletedFlag: z.boolean(),
  ExternalSystemCallId: text,
  InteractionId: z.int(),
  LeftMessageFlag: z.boolean().nullable(),
  PhoneNumber: text,
  RecordingFormat: text,
  RecordingURL: text,
  TranscriptMessage: z.array(MessageSchema),
  TranscriptURL: text,
})
const ErrorSchema = z.strictObject({
  title: z.string(),
  status: z.string(),
  'o:errorDetails': z.array(
    z.strictObject({
      detail: z.string(),
      'o:errorCode': z.string().optional(),
      'o:errorPath': z.string().optional(),
    }),
  ),
})

type Headers = Record<string, string>

let store: CallStore
let records: RecordStore
let sandbox: ReturnType<typeof createSandbox>

beforeEach(async () => {
  store = await openTestStore([])
  records = await openRecordStore(MEMORY)
  start()
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
  records.close()
})

function start(oracle: z.input<typeof FaultsSchema>['oracle'] = {}) {
  const faults = FaultsSchema.parse({ oracle })
  sandbox = createSandbox({ store, records, faults, clock: () => NOW })
}

function post(payload: object | string, headers: Headers = {}) {
  return sandbox.inject({
    method: 'POST',
    url: PHONE_CALLS,
    headers: { authorization: BASIC, 'content-type': 'application/json', ...headers },
    payload,
  })
}

const get = (callId: number, headers: Headers = {}) =>
  sandbox.inject({
    url: `${PHONE_CALLS}/${callId}`,
    headers: { authorization: BASIC, ...headers },
  })

async function create(attributes: object, headers: Headers = {}) {
  const response = await post({ InteractionId: 1, ...attributes }, headers)
  expect(response.statusCode).toBe(201)
  return PhoneCallSchema.parse(response.json())
}

type Response = Awaited<ReturnType<typeof post>>

/** The path of each refused attribute, after a 400 in the structured form. */
function pathsOf(response: Response) {
  expect(response.statusCode).toBe(400)
  const error = ErrorSchema.parse(response.json())
  return error['o:errorDetails'].map((detail) => detail['o:errorPath'])
}

const refusedPaths = async (attributes: object) =>
  pathsOf(await post({ InteractionId: 1, ...attributes }, V4))

/** The same digits stand in the call and in its messages. */
function expectDigits(response: Response, digits: string) {
  const found = [...response.body.matchAll(/"InteractionId":([^,}]+)/g)].map(([, id]) => id)
  expect(new Set(found)).toEqual(new Set([digits]))
}

const indicatorOf = ({ links }: Pick<z.output<typeof PhoneCallSchema>, 'links'>) =>
  links.find(({ rel }) => rel === 'self')?.properties?.changeIndicator

const x = (length: number) => 'x'.repeat(length)
const base64 = (content: string) => Buffer.from(content).toString('base64')

describe('Oracle phone calls', () => {
  test('67: an InteractionId alone creates a call with what the document says it has', async () => {
    const response = await post({ InteractionId: 1 })
    expect(response.statusCode).toBe(201)
    expect(response.headers['content-type']).toMatch(/^application\/json/)
    expect(PhoneCallSchema.parse(response.json())).toMatchObject({
      InteractionId: 1,
      DeletedFlag: false,
      CreatedBy: 'crm',
      CreationDate: '2026-08-06T10:11:12.123+00:00',
      LastUpdateDate: '2026-08-06T10:11:12.123+00:00',
      TranscriptMessage: [],
    })
  })

  test('68: without an InteractionId nothing is created', async () => {
    expect((await post({ PhoneNumber: '+15552014417' })).statusCode).toBe(400)
    expect((await post({ InteractionId: null })).statusCode).toBe(400)
  })

  test('69: from version 4 on the error is structured and names the attribute', async () => {
    const response = await post({}, V4)
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toMatch(/^application\/vnd\.oracle\.adf\.error\+json/)
    expect(ErrorSchema.parse(response.json())).toEqual({
      title: 'Bad Request',
      status: '400',
      'o:errorDetails': [
        {
          detail: 'JBO-27014: Attribute InteractionId in phoneCalls is required.',
          'o:errorCode': '27014',
          'o:errorPath': '/InteractionId',
        },
      ],
    })
  })

  test('70: without a version the error is text', async () => {
    const response = await post({})
    expect(response.headers['content-type']).toMatch(/^text\/plain/)
    expect(response.body).toContain('InteractionId')
  })

  test.each([undefined, 'Bearer crm', `Basic ${base64('crm:wrong')}`, 'Basic', BASIC.slice(0, -4)])(
    '71: Authorization %s is refused',
    async (authorization) => {
      const response = await sandbox.inject({
        method: 'POST',
        url: PHONE_CALLS,
        headers: authorization === undefined ? {} : { authorization },
        payload: { InteractionId: 1 },
      })
      expect(response.statusCode).toBe(401)
      expect(response.headers['www-authenticate']).toMatch(/^Basic/)
    },
  )

  test('72: the version that was asked for is repeated, and else the default named', async () => {
    expect((await post({ InteractionId: 1 }, V4)).headers['rest-framework-version']).toBe('4')
    expect((await post({}, V3)).headers['rest-framework-version']).toBe('3')
    expect((await post({ InteractionId: 1 })).headers['rest-framework-version']).toBe('1')
  })

  test('73: Metadata-Context is repeated', async () => {
    const context = { 'metadata-context': 'sandbox="TrackEmployeeFeature"' }
    const response = await post({ InteractionId: 1 }, context)
    expect(response.headers['metadata-context']).toBe('sandbox="TrackEmployeeFeature"')
    expect((await post({ InteractionId: 1 })).headers).not.toHaveProperty('metadata-context')
  })

  test('74: a phone number has at most 30 characters', async () => {
    expect(await refusedPaths({ PhoneNumber: x(31) })).toEqual(['/PhoneNumber'])
    expect((await create({ PhoneNumber: x(30) })).PhoneNumber).toBe(x(30))
    // Each counts as one character, although it takes two in JavaScript.
    expect((await create({ PhoneNumber: '📞'.repeat(30) })).PhoneNumber).toBe('📞'.repeat(30))
  })

  test.each([
    ['CallNumber', 30],
    ['ExternalSystemCallId', 255],
    ['RecordingFormat', 64],
    ['CallDetailsURL', 1000],
    ['RecordingURL', 1000],
    ['TranscriptURL', 1000],
  ])('75: %s has at most %i characters', async (name, most) => {
    expect(await refusedPaths({ [name]: x(most + 1) })).toEqual([`/${name}`])
    expect(await create({ [name]: x(most) })).toMatchObject({ [name]: x(most) })
  })

  test('76: a flag is a boolean', async () => {
    expect(await refusedPaths({ LeftMessageFlag: 'yes' })).toEqual(['/LeftMessageFlag'])
    expect((await create({ LeftMessageFlag: true })).LeftMessageFlag).toBe(true)
  })

  test.each(['"abc"', '1.5', 'true', '9223372036854775808', '"9223372036854775808"', '{}'])(
    '77: an InteractionId of %s is refused',
    async (id) => {
      expect(pathsOf(await post(`{"InteractionId":${id}}`, V4))).toEqual(['/InteractionId'])
    },
  )

  test('77: every id of 64 bits comes back with the same digits, as a number', async () => {
    expectDigits(await post('{"InteractionId": 9007199254740993 }'), '9007199254740993')
    expectDigits(await post('{"InteractionId":"1234567890123456789"}'), '1234567890123456789')
    await assert(
      asyncProperty(bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (id) => {
        const response = await post(`{"InteractionId":${id},"TranscriptMessage":[{}]}`)
        expectDigits(response, String(id))
        const { CallId } = z.object({ CallId: z.int() }).parse(response.json())
        expectDigits(await get(CallId), String(id))
      }),
      { numRuns: 50 },
    )
  })

  test('78: bytes are Base64, and come back as they were sent', async () => {
    expect(await refusedPaths({ CallRecording: '@@@' })).toEqual(['/CallRecording'])
    expect(await refusedPaths({ CallRecording: 'YQ' })).toEqual(['/CallRecording'])
    const CallRecording = Buffer.from([0, 255, 62, 63]).toString('base64')
    const { CallId } = await create({ CallRecording })
    expect((await get(CallId)).json().CallRecording).toBe(CallRecording)
  })

  test('79: what is read-only is refused', async () => {
    const readOnly = { CallId: 7, CreatedBy: 'me', CreationDate: '2026-01-01', links: [] }
    expect(await refusedPaths(readOnly)).toEqual(Object.keys(readOnly).map((name) => `/${name}`))
    expect(await refusedPaths({ TranscriptMessage: [{ InteractionId: 1 }] })).toEqual([
      '/TranscriptMessage/0/InteractionId',
    ])
  })

  test('80: transcript messages become children with ids of their own', async () => {
    const content = base64('Good day, Ämilie 🎧')
    const call = await create({
      InteractionId: 5,
      TranscriptMessage: [
        { MessageContent: content, PostedByDisplayName: 'Maya R.', CallId: 1, MessageId: 1 },
        { MessageNumber: 'm-2', RoleCd: 'CUSTOMER' },
      ],
    })
    expect(call.TranscriptMessage).toMatchObject([
      { CallId: call.CallId, InteractionId: 5, MessageContent: content, DeletedFlag: false },
      { CallId: call.CallId, InteractionId: 5, MessageNumber: 'm-2', RoleCd: 'CUSTOMER' },
    ])
    const ids = call.TranscriptMessage.map(({ MessageId }) => MessageId)
    expect(new Set([1, ...ids]).size).toBe(3)
  })

  test('81: from version 3 on children are a collection', async () => {
    const payload = { InteractionId: 1, TranscriptMessage: [{}, {}] }
    const { TranscriptMessage: collection } = (await post(payload, V3)).json()
    expect(collection).toMatchObject({ count: 2, hasMore: false, offset: 0 })
    expect(z.array(MessageSchema).parse(collection.items)).toHaveLength(2)
    const version2 = { 'rest-framework-version': '2' }
    expect((await post(payload, version2)).json().TranscriptMessage).toHaveLength(2)
  })

  test("82: a child's lengths are checked, and the path leads to the child", async () => {
    const TranscriptMessage = [{}, { PostedByDisplayName: x(65), MessageNumber: x(31) }]
    expect(await refusedPaths({ TranscriptMessage })).toEqual(
      expect.arrayContaining([
        '/TranscriptMessage/1/PostedByDisplayName',
        '/TranscriptMessage/1/MessageNumber',
      ]),
    )
  })

  test.each([123, 1234567890123456789n])(
    "83: a number (%s) is refused where the child's attribute is text",
    async (id) => {
      const payload = `{"InteractionId":1,"TranscriptMessage":[{"PostedByPartyId":${id}}]}`
      expect(pathsOf(await post(payload, V4))).toEqual(['/TranscriptMessage/0/PostedByPartyId'])
    },
  )

  test('84: an upsert without a match creates', async () => {
    expect((await create({ CallNumber: 'hs-1' }, UPSERT)).CallNumber).toBe('hs-1')
  })

  test('85: an upsert with a stored CallNumber changes what was sent and creates nothing', async () => {
    const first = await create(
      { CallNumber: 'hs-1', PhoneNumber: '1', RecordingFormat: 'audio/wav' },
      UPSERT,
    )
    const again = { InteractionId: 2, CallNumber: 'hs-1', PhoneNumber: '2' }
    const response = await post(again, UPSERT)
    expect(response.statusCode).toBe(200)
    const second = PhoneCallSchema.parse(response.json())
    expect(second).toMatchObject({
      ...again,
      CallId: first.CallId,
      RecordingFormat: 'audio/wav',
    })
    expect(indicatorOf(second)).not.toBe(indicatorOf(first))
    expect((await get(first.CallId)).json()).toEqual(response.json())
    // Ids are given in a row, so nothing came between.
    expect((await create({})).CallId).toBe(first.CallId + 1)
  })

  test('85: an upsert replaces the messages when it has some, and else leaves them', async () => {
    const call = { InteractionId: 1, CallNumber: 'hs-1' }
    await post({ ...call, TranscriptMessage: [{ MessageNumber: 'a' }, {}] }, UPSERT)
    const replaced = { ...call, TranscriptMessage: [{ MessageNumber: 'b' }] }
    expect((await post(replaced, UPSERT)).json().TranscriptMessage).toHaveLength(1)
    const [kept] = (await post(call, UPSERT)).json().TranscriptMessage
    expect(kept.MessageNumber).toBe('b')
  })

  test('86: without an upsert a stored CallNumber is refused and nothing changes', async () => {
    const { CallId } = await create({ CallNumber: 'hs-1', PhoneNumber: '1' })
    const again = { InteractionId: 2, CallNumber: 'hs-1', PhoneNumber: '2' }
    expect(pathsOf(await post(again, V4))).toEqual(['/CallNumber'])
    expect((await post(again, { 'upsert-mode': 'false' })).statusCode).toBe(400)
    expect((await get(CallId)).json()).toMatchObject({ InteractionId: 1, PhoneNumber: '1' })
  })

  test.each(['maybe', '', 'TRUE'])('87: an Upsert-Mode of "%s" is refused', async (mode) => {
    expect((await post({ InteractionId: 1 }, { 'upsert-mode': mode })).statusCode).toBe(400)
  })

  test('88: links lead to the call and its messages, and carry its version', async () => {
    const response = await post({ InteractionId: 1 })
    const { links, CallId } = PhoneCallSchema.parse(response.json())
    const href = `http://localhost:80${PHONE_CALLS}/${CallId}`
    expect(links).toEqual([
      expect.objectContaining({ rel: 'self', href, kind: 'item' }),
      { rel: 'canonical', href, name: 'phoneCalls', kind: 'item' },
      {
        rel: 'child',
        href: `${href}/child/TranscriptMessage`,
        name: 'TranscriptMessage',
        kind: 'collection',
      },
    ])
    expect(response.headers.etag).toBe(`"${indicatorOf({ links })}"`)
  })

  test('89: JSON and resource items are taken, text is not', async () => {
    const item = { 'content-type': 'application/vnd.oracle.adf.resourceitem+json' }
    expect((await post('{"InteractionId":1}', item)).statusCode).toBe(201)
    const refused = await post('{"InteractionId":1}', { 'content-type': 'text/plain' })
    expect(refused.statusCode).toBe(415)
    expect(refused.body).toContain('JBO-27502')
  })

  test('90: Location is where the call is', async () => {
    const response = await post({ InteractionId: 1 })
    const { links, CallId } = PhoneCallSchema.parse(response.json())
    expect(response.headers.location).toBe(links.find(({ rel }) => rel === 'self')?.href)
    expect((await get(CallId)).json()).toEqual(response.json())
  })

  test.each(['', '{"InteractionId":1', '{"InteractionId":1}}', 'InteractionId=1', '[]', '"x"'])(
    '91: a payload of %s is refused',
    async (payload) => expect((await post(payload, V4)).statusCode).toBe(400),
  )

  test('92: an unknown attribute is refused', async () => {
    expect(await refusedPaths({ Foo: 1 })).toEqual(['/Foo'])
    expect(await refusedPaths({ TranscriptMessage: [{ Foo: 1 }] })).toEqual([
      '/TranscriptMessage/0/Foo',
    ])
  })
})

describe('what is not in the document', () => {
  test('a call can be read, with the credentials and under its id alone', async () => {
    const { CallId } = await create({})
    expect((await get(CallId)).statusCode).toBe(200)
    expect((await get(CallId, { authorization: 'Basic x' })).statusCode).toBe(401)
    expect((await get(CallId + 1)).statusCode).toBe(404)
  })

  test('ten upserts at once make one call', async () => {
    const payload = { InteractionId: 1, CallNumber: 'hs-1' }
    const responses = await Promise.all(Array.from({ length: 10 }, () => post(payload, UPSERT)))
    const ids = responses.map((response) => PhoneCallSchema.parse(response.json()).CallId)
    expect(new Set(ids).size).toBe(1)
    expect(responses.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
  })

  test('a call that is created anew never takes the number of another', async () => {
    const { CallNumber } = await create({ CallNumber: '300000000000002' })
    const { CallId, CallNumber: assigned } = await create({})
    expect(assigned).not.toBe(CallNumber)
    expect((await get(CallId)).json().CallNumber).toBe(assigned)
  })

  test('an error never repeats what was submitted', async () => {
    const { body } = await post({ InteractionId: 'secret-1', Foo: 'secret-2' }, V4)
    expect(body).not.toMatch(/secret|crm:crm/)
  })
})

describe('Oracle faults', () => {
  test('errors can be text at any version', async () => {
    start({ errorFormat: 'text' })
    expect((await post({}, V4)).headers['content-type']).toMatch(/^text\/plain/)
  })

  test('errors can be structured at any version', async () => {
    start({ errorFormat: 'json' })
    expect(pathsOf(await post({}))).toEqual(['/InteractionId'])
  })

  test('an error can have its detail at the top', async () => {
    start({ errorFormat: 'top-level' })
    expect((await post({}, V4)).json()).toEqual({
      title: 'Bad Request',
      status: '400',
      detail: 'JBO-27014: Attribute InteractionId in phoneCalls is required.',
      'o:errorCode': '27014',
      'o:errorPath': '/InteractionId',
    })
  })

  test('children can be of either shape at any version', async () => {
    const payload = { InteractionId: 1, TranscriptMessage: [{}] }
    start({ children: 'items' })
    expect((await post(payload)).json().TranscriptMessage.items).toHaveLength(1)
    start({ children: 'array' })
    expect((await post(payload, V4)).json().TranscriptMessage).toHaveLength(1)
  })

  test('bytes can be left out for an enclosure link', async () => {
    start({ enclosureOnly: true })
    const TranscriptMessage = [{ MessageContent: base64('Hello') }]
    const payload = { InteractionId: 1, CallRecording: base64('wav'), TranscriptMessage }
    const body = (await post(payload)).json()
    const [message] = body.TranscriptMessage
    for (const [resource, name] of [
      [body, 'CallRecording'],
      [message, 'MessageContent'],
    ]) {
      expect(resource).not.toHaveProperty(name)
      const links = z.array(LinkSchema).parse(resource.links)
      const link = links.find(({ rel }) => rel === 'enclosure')
      expect(link).toMatchObject({ name, kind: 'other' })
      const headers = { authorization: BASIC }
      const enclosure = await sandbox.inject({ url: link?.href ?? '', headers })
      expect(enclosure.headers['content-type']).toBe('application/octet-stream')
      expect(base64(enclosure.body)).toBe(
        name === 'CallRecording' ? base64('wav') : base64('Hello'),
      )
      const url = `${link?.href}-else`
      expect((await sandbox.inject({ url, headers })).statusCode).toBe(404)
    }
  })

  test('a status comes instead of the work, with a body of its kind', async () => {
    start({ create: { status: 503, retryAfterSeconds: 7 } })
    const response = await post({ InteractionId: 1, CallNumber: 'hs-1' }, V4)
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '7'])
    expect(ErrorSchema.parse(response.json()).status).toBe('503')
    start()
    await create({ CallNumber: 'hs-1' })
  })

  test('a connection that is cut after the work leaves one call, however often it is sent', async () => {
    start({ create: { resetAfterWrite: true } })
    const url = await sandbox.listen({ port: 0, host: '127.0.0.1' })
    const send = () =>
      fetch(`${url}${PHONE_CALLS}`, {
        method: 'POST',
        headers: { authorization: BASIC, 'content-type': 'application/json', ...UPSERT },
        body: '{"InteractionId":1,"CallNumber":"hs-1"}',
      })
    await expect(send()).rejects.toThrow('fetch failed')
    await expect(send()).rejects.toThrow('fetch failed')
    await sandbox.close()
    start()
    const response = await post({ InteractionId: 1, CallNumber: 'hs-1' }, UPSERT)
    expect(response.statusCode).toBe(200)
    expect((await create({})).CallId).toBe(response.json().CallId + 1)
  })
})
