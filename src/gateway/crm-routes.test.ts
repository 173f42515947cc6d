import { expect, test } from 'vitest'
import { CrmPreviewSchema } from '../contract/crm.ts'
import { type Answer, breakOff, html, json, makeHost, silence } from './hostedsuite/make-host.ts'
import { makeGateway, makeList, makeRow, NOW, ORIGIN, PASSWORD } from './make-gateway.ts'

const ID = '9007199254740993'
const stored = (status = 201) =>
  json(status, '{"CallId":300000000000000001,"CallNumber":"call-1","InteractionId":1}')

const CALLER = '(555) 555-0142'
const INTERACTIONS = [
  { StartTime: '2026-08-06 08:45:00', Type: 'Ring', Description: 'Line 2' },
  { StartTime: 'later', Type: 'Hold' },
]

type Setup = { row?: object; rows?: object[]; drivly?: Answer }

/** A gateway whose CRM gives these answers, and whose Driv.ly, if there is one, always gives the one of its own. */
async function makeLogged(answers: Answer[], { row = {}, drivly, ...setup }: Setup = {}) {
  const host = await makeHost(...answers)
  const other = drivly && (await makeHost(drivly))
  const rows = setup.rows ?? [makeRow({ CallerNumber: CALLER, Interactions: INTERACTIONS, ...row })]
  const services = {
    crm: { url: `${new URL(host.url).origin}/oracle/`, user: 'crm', password: 'canary-é' },
    ...(other && { drivly: { url: other.url, authorization: 'Bearer k', callId: '{Id}' } }),
  }
  const { askSignedIn, requests } = makeGateway(() => makeList(rows), {}, { services })
  const url = `/api/calls/${encodeURIComponent(String(Reflect.get(row, 'Id') ?? 'call-1'))}/crm`
  const preview = async () => (await askSignedIn({ method: 'GET', url })).json()
  const log = async (payload: object = { interactionId: ID }) =>
    (await askSignedIn({ method: 'POST', url, payload })).json()
  const sent = () => host.received.map(({ body }) => body)
  return { ...host, askSignedIn, requests, preview, log, sent }
}

const text = (base64: string) => Buffer.from(base64, 'base64').toString()
const messagesOf = (body = '{}') =>
  JSON.parse(body).TranscriptMessage.map(
    ({ MessageContent, ...rest }: { MessageContent: string }) => ({
      ...rest,
      text: text(MessageContent),
    }),
  )

test('a call is logged as an upsert under numbers of its own, with the account of the gateway', async () => {
  const { log, received } = await makeLogged([stored()])
  expect(await log()).toEqual({
    callNumber: 'call-1',
    outcome: 'created',
    loggedAt: NOW.toISOString(),
  })
  const { request, body = '' } = received[0] ?? {}
  expect(`${request?.method} ${request?.url}`).toBe(
    'POST /oracle/crmRestApi/resources/11.13.18.05/phoneCalls',
  )
  expect(request?.headers).toEqual({
    host: expect.any(String),
    connection: 'keep-alive',
    'content-length': expect.any(String),
    authorization: `Basic ${Buffer.from('crm:canary-é').toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json, application/vnd.oracle.adf.error+json',
    'rest-framework-version': '4',
    'upsert-mode': 'true',
    'user-agent': 'call-review',
  })
  const { TranscriptMessage: _messages, InteractionId: _id, ...fields } = JSON.parse(body)
  expect(fields).toEqual({
    CallNumber: 'call-1',
    ExternalSystemCallId: 'call-1',
    PhoneNumber: '+15555550142',
    CallDetailsURL: `${ORIGIN}/calls?call=call-1`,
  })
  expect(messagesOf(body)).toEqual([
    { MessageNumber: 'call-1-1', text: '2026-08-06 08:45:00 Ring: Line 2' },
    { MessageNumber: 'call-1-2', text: 'later Hold' },
  ])
})

test.each([
  ['9007199254740993', '9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
  ['0042', '42'],
])('T-37 W-12 the Interaction ID %s is %s on the wire', async (interactionId, digits) => {
  const { log, sent } = await makeLogged([stored()])
  await log({ interactionId })
  expect(sent()[0]).toMatch(new RegExp(`^{"InteractionId":${digits},`))
})

test.each([
  { interactionId: '9223372036854775808' },
  { interactionId: '1e5' },
  { interactionId: '-1' },
  { interactionId: '0' },
  { interactionId: '' },
  { interactionId: 300_000_000_000_001 },
  {},
  { interactionId: ID, leaveOut: ['CallNumber'] },
])('%j is refused before anybody is asked', async (payload) => {
  const { log, sent, requests } = await makeLogged([stored()])
  expect(await log(payload)).toMatchObject({ code: 'VALIDATION', fields: [{}] })
  expect([sent(), requests]).toEqual([[], []])
})

const known = (overrides: object = {}) =>
  json(200, JSON.stringify({ data: { id: 'call-1', ...overrides }, success: true }))

test('the transcript is sent turn by turn, after the interactions, with who spoke', async () => {
  const drivly = known({
    transcript: 'Maya R.: Good morning\nAda: At 8:45: “hello” 👋\n\n[Put on hold]\r\nNo name here',
    audioRecording: { url: 'https://media.example/a.wav' },
    conversationURL: 'https://talk.example/1',
  })
  const { log, preview, sent } = await makeLogged([stored()], { drivly })
  const shown = CrmPreviewSchema.parse(await preview())
  await log()
  const body = sent()[0] ?? ''
  expect(JSON.parse(body)).toMatchObject({
    RecordingURL: 'https://media.example/a.wav',
    TranscriptURL: 'https://talk.example/1',
  })
  expect(messagesOf(body).slice(2)).toEqual([
    { MessageNumber: 'call-1-3', PostedByDisplayName: 'Maya R.', text: 'Good morning' },
    { MessageNumber: 'call-1-4', PostedByDisplayName: 'Ada', text: 'At 8:45: “hello” 👋' },
    { MessageNumber: 'call-1-5', text: '[Put on hold]' },
    { MessageNumber: 'call-1-6', text: 'No name here' },
  ])
  expect(shown.messages.map((message) => message.text)).toEqual(
    messagesOf(body).map((message: { text: string }) => message.text),
  )
})

test.each([
  ['M'.repeat(64), { postedBy: 'M'.repeat(64) }],
  ['M'.repeat(65), { postedBy: 'M'.repeat(64), isNameShortened: true }],
  ['👋'.repeat(64), { postedBy: '👋'.repeat(64), isNameLongInBytes: true }],
  ['é'.repeat(65), { postedBy: 'é'.repeat(64), isNameShortened: true, isNameLongInBytes: true }],
])('W-10 O10 of the name %s the preview says what becomes of it', async (name, posted) => {
  const drivly = known({ transcript: `${name}: Hello` })
  const { preview } = await makeLogged([stored()], { drivly })
  const { messages } = CrmPreviewSchema.parse(await preview())
  expect(messages.at(-1)).toEqual({ text: 'Hello', ...posted })
})

test('W-10 what is too long is refused by its name before it is sent, until it is left out', async () => {
  const row = { CallerNumber: '☎'.repeat(31) }
  const { log, preview, sent } = await makeLogged([stored()], { row })
  const { fields } = CrmPreviewSchema.parse(await preview())
  expect(fields).toContainEqual({
    name: 'PhoneNumber',
    value: '☎'.repeat(31),
    limit: 30,
    problem: 'TOO_LONG',
  })
  expect(await log()).toMatchObject({ code: 'VALIDATION', fields: [{ name: 'PhoneNumber' }] })
  expect(sent()).toEqual([])
  const leaveOut = ['PhoneNumber']
  expect(await log({ interactionId: ID, leaveOut })).toMatchObject({ outcome: 'created' })
  expect(JSON.parse(sent()[0] ?? '')).not.toHaveProperty('PhoneNumber')
})

test('W-10 what fits in characters and not in bytes is sent, and the preview says so', async () => {
  const row = { CallerNumber: '☎'.repeat(30) }
  const { preview } = await makeLogged([stored()], { row })
  const { fields } = CrmPreviewSchema.parse(await preview())
  const phone = fields.find(({ name }) => name === 'PhoneNumber')
  expect(phone).toMatchObject({ isLongInBytes: true, limit: 30 })
  expect(phone?.problem).toBeUndefined()
})

test.each([
  ['call-1', 'call-1', 'call-1-1'],
  ['123456', 'HS-123456', '123456-1'],
  ['x'.repeat(25), 'x'.repeat(25), expect.stringMatching(/^[\w-]{24}-1$/)],
  ['x'.repeat(128), expect.stringMatching(/^[\w-]{30}$/), expect.stringMatching(/^[\w-]{24}-1$/)],
])('the numbers of the call %s fit, and are the same every time', async (Id, call, message) => {
  const { log, sent } = await makeLogged([stored()], { row: { Id } })
  await log()
  await log()
  const [first = '', second = ''] = sent()
  expect(second).toBe(first)
  expect(JSON.parse(first)).toMatchObject({
    CallNumber: call,
    ExternalSystemCallId: Id,
    TranscriptMessage: [{ MessageNumber: message }, {}],
  })
})

test('without its transcript a call is logged only if the person leaves it out', async () => {
  const { log, preview, sent } = await makeLogged([stored()], { drivly: html(500) })
  const { fields } = CrmPreviewSchema.parse(await preview())
  expect(fields.at(-1)).toEqual({ name: 'TranscriptMessage', value: '', problem: 'UNREADABLE' })
  expect(await log()).toMatchObject({ fields: [{ name: 'TranscriptMessage' }] })
  expect(sent()).toEqual([])
  await log({ interactionId: ID, leaveOut: ['TranscriptMessage'] })
  // Left out altogether, so that an upsert takes nothing away.
  expect(JSON.parse(sent()[0] ?? '')).not.toHaveProperty('TranscriptMessage')
})

test('what may be left out is sent all the same once nothing stands in its way', async () => {
  const { log, sent } = await makeLogged([stored()])
  await log({ interactionId: ID, leaveOut: ['PhoneNumber', 'TranscriptMessage'] })
  expect(JSON.parse(sent()[0] ?? '')).toMatchObject({
    PhoneNumber: '+15555550142',
    TranscriptMessage: [{}, {}],
  })
})

test.each<[string, Answer, object]>([
  ['200', stored(200), { outcome: 'updated', callNumber: 'call-1' }],
  ['204', (response) => response.writeHead(204).end(), { outcome: 'stored', callNumber: 'call-1' }],
  [
    'a long number',
    json(201, '{"CallNumber":300000000000000001}'),
    { callNumber: '300000000000000001' },
  ],
  [
    'children in items',
    json(201, '{"CallNumber":"N 7","TranscriptMessage":{"items":[]}}'),
    { callNumber: 'N 7' },
  ],
])('O1 %s is a success', async (_what, answer, logged) => {
  const { log } = await makeLogged([answer])
  expect(await log()).toMatchObject(logged)
})

test('T-36 W-11 after an answer that was lost, logging again sends the same call under the same number', async () => {
  const { log, sent } = await makeLogged([breakOff, stored(200)])
  expect(await log()).toMatchObject({ status: 502, code: 'SERVICE_UNCONFIRMED', retryable: true })
  // Nothing is repeated by itself.
  expect(sent()).toHaveLength(1)
  expect(await log()).toMatchObject({ outcome: 'updated' })
  expect(sent()[1]).toBe(sent()[0])
})

test('five clicks at once are one after the other', async () => {
  const under = { way: 0, most: 0 }
  const { log } = await makeLogged([
    (response, request) => {
      under.way += 1
      under.most = Math.max(under.most, under.way)
      setTimeout(() => {
        under.way -= 1
        stored()(response, request)
      }, 20)
    },
  ])
  await Promise.all(Array.from({ length: 5 }, () => log()))
  expect(under.most).toBe(1)
})

const refusal = (path: string) => ({ detail: 'secret', 'o:errorCode': '27', 'o:errorPath': path })

test.each<[string, Answer, object]>([
  [
    'JSON',
    json(400, JSON.stringify({ status: '400', 'o:errorDetails': [refusal('/InteractionId')] })),
    { fields: [{ name: 'interactionId' }] },
  ],
  [
    'JSON at the top',
    json(400, JSON.stringify({ status: 400, ...refusal('PhoneNumber') })),
    { fields: [{ name: 'PhoneNumber' }] },
  ],
  [
    'JSON about a message',
    json(
      400,
      JSON.stringify({ 'o:errorDetails': [refusal('/TranscriptMessage/0/MessageNumber')] }),
    ),
    { fields: [{ name: 'TranscriptMessage' }] },
  ],
  [
    'text',
    (response) => response.writeHead(400, { 'content-type': 'text/plain' }).end('secret'),
    { code: 'SERVICE_REFUSED' },
  ],
])('O7 a refusal in %s is one, in words of ours', async (_what, answer, problem) => {
  const { log } = await makeLogged([answer])
  const told = await log()
  expect(told).toMatchObject({ status: 422, code: 'SERVICE_REFUSED', ...problem })
  expect(JSON.stringify(told)).not.toContain('secret')
})

test.each<[string, Answer, string]>([
  ['401', (response) => response.writeHead(401).end(), 'SERVICE_KEY_REFUSED'],
  ['403', html(403), 'SERVICE_KEY_REFUSED'],
  ['404', html(404), 'SERVICE_UNAVAILABLE'],
  ['429', json(429, '', { 'retry-after': '9' }), 'SERVICE_UNAVAILABLE'],
  ['503', html(503), 'SERVICE_UNAVAILABLE'],
  [
    'a redirect to a sign-in',
    html(302, { location: 'http://127.0.0.1:1/' }),
    'SERVICE_UNAVAILABLE',
  ],
])('W-14 T-35 a CRM that answers %s is not available', async (_what, answer, code) => {
  const { log } = await makeLogged([answer])
  const told = await log()
  expect(told).toMatchObject({ status: 503, code })
  expect(JSON.stringify(told)).not.toMatch(/canary/)
  expect(JSON.stringify(told)).not.toContain(PASSWORD)
})

test.each<[string, Answer]>([
  ['500', html(500)],
  ['504', html(504)],
  ['a sign-in page', html(200)],
])('%s confirms nothing', async (_what, answer) => {
  const { log } = await makeLogged([answer])
  expect(await log()).toMatchObject({ code: 'SERVICE_UNCONFIRMED' })
})

test('T-34 W-13 who may not see a call causes no request to CRM or Driv.ly', async () => {
  const { log, preview, sent } = await makeLogged([silence], { rows: [], drivly: silence })
  expect(await preview()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(await log()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(sent()).toEqual([])
})

test('without a CRM there is nothing to log to', async () => {
  const { askSignedIn } = makeGateway(() => makeList([makeRow()]))
  for (const method of ['GET', 'POST'] as const) {
    const answer = await askSignedIn({ method, url: '/api/calls/call-1/crm' })
    expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  }
})
