import { expect, test } from 'vitest'
import { type Answer, breakOff, html, json, makeHost } from './hostedsuite/make-host.ts'
import { makeGateway, makeList, makeRow, PASSWORD } from './make-gateway.ts'

const KEY = 'drivly-canary'
const CALL = {
  id: 'call-1',
  rating: 4.8,
  ratingNote: 'Warm',
  externalPhoneNumber: '555-6789',
  audioRecording: { url: '/drivly/media/a.wav' },
  transcript: 'Maya: Hello',
  conversationURL: 'https://talk.example/1',
}
const holding = (call: object, status = 200) => json(status, JSON.stringify(call))
const known = (overrides: object = {}) =>
  holding({ data: { ...CALL, ...overrides }, success: true })

/** A gateway whose Driv.ly gives these answers, one after the other, and whose person sees the calls `rows`. */
async function makeRated(
  answers: Answer[],
  { rows = [makeRow()], callId = '{Id}' }: { rows?: object[]; callId?: string } = {},
) {
  const host = await makeHost(...answers)
  const url = `${new URL(host.url).origin}/drivly`
  const drivly = { url, authorization: `Bearer ${KEY}`, callId }
  const { askSignedIn } = makeGateway(() => makeList(rows), {}, { services: { drivly } })
  const read = async (id = 'call-1') =>
    (await askSignedIn({ method: 'GET', url: `/api/calls/${id}/rating` })).json()
  const change = async (payload: object) =>
    (await askSignedIn({ method: 'PATCH', url: '/api/calls/call-1/rating', payload })).json()
  const sent = () =>
    host.received.map(({ request, body }) => ({
      line: `${request.method} ${request.url}`,
      body: body === '' ? undefined : JSON.parse(body),
    }))
  return { ...host, askSignedIn, read, change, sent }
}

test('what Driv.ly knows of a call comes in whole tenths, asked with the key of the gateway alone', async () => {
  const { read, received } = await makeRated([known()])
  expect(await read()).toEqual({
    isKnown: true,
    tenths: 48,
    note: 'Warm',
    hasNumber: true,
    recording: { kind: 'playable' },
    transcript: 'Maya: Hello',
    conversationAddress: 'https://talk.example/1',
    notices: [],
  })
  expect(received[0]?.request.headers).toEqual({
    host: expect.any(String),
    connection: 'keep-alive',
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'call-review',
  })
})

test.each<[string, Answer]>([
  ['in the envelope of Payload', holding({ doc: CALL, message: 'Updated' })],
  ['bare', holding(CALL)],
])('V2 a call %s is the same call', async (_what, answer) => {
  const { read } = await makeRated([answer])
  expect(await read()).toMatchObject({ isKnown: true, tenths: 48 })
})

test.each([
  [0, 0],
  [-0, 0],
  ['4.8', 48],
  [0.1 + 0.2, 3],
  [null, null],
  [undefined, null],
  [7, null],
  ['good', null],
])('V7 a stored rating of %j is %j tenths', async (rating, tenths) => {
  const { read } = await makeRated([known({ rating })])
  expect(await read()).toMatchObject({ tenths })
})

test.each([
  [{ url: '/drivly/media/a.wav' }, { kind: 'playable' }],
  [undefined, { kind: 'none' }],
  ['recording-7', { kind: 'unlinked' }],
  [{}, { kind: 'unlinked' }],
  [{ url: 'javascript:alert(1)' }, { kind: 'unlinked' }],
  [{ url: 'https://u:p@media.example/a.wav' }, { kind: 'unlinked' }],
  [{ url: '/drivly/../hostedsuite/a' }, { kind: 'elsewhere', address: expect.any(String) }],
  [{ url: 'http://169.254.169.254/a' }, { kind: 'elsewhere', address: 'http://169.254.169.254/a' }],
])('T-33 V9 of the recording %j is told %j', async (audioRecording, recording) => {
  const { read } = await makeRated([known({ audioRecording })])
  expect(await read()).toMatchObject({ recording })
})

test('a call without a counterpart is an answer, not a failure', async () => {
  const { read, change } = await makeRated([holding({ errors: [{ message: 'Not Found' }] }, 404)])
  expect(await read()).toEqual({ isKnown: false })
  expect(await change({ tenths: 1 })).toMatchObject({ status: 404, code: 'NO_COUNTERPART' })
})

test('an id is made of the fields that the template names, and of none that means something in a path', async () => {
  const rows = [makeRow(), makeRow({ Id: 'call-2', CenterId: '../x' })]
  const { read, sent } = await makeRated([known()], { rows, callId: '{CenterId}.{Id}' })
  expect(await read()).toMatchObject({ isKnown: true })
  expect(await read('call-2')).toEqual({ isKnown: false })
  expect(sent().map(({ line }) => line)).toEqual(['GET /drivly/api/calls/east.call-1?depth=1'])
})

test('V11 where there is no GET, a change of nothing shows the call', async () => {
  const missing = holding({ message: 'Route not found "GET /api/calls/call-1"' }, 404)
  const { read, sent } = await makeRated([missing, known()])
  expect(await read()).toMatchObject({ isKnown: true })
  expect(sent()[1]).toEqual({ line: 'PATCH /drivly/api/calls/call-1?depth=1', body: {} })
})

test.each<[object, object, object]>([
  [{ tenths: 48 }, { rating: 4.8 }, {}],
  [{ tenths: 3 }, { rating: 0.3 }, { rating: 0.3 }],
  [{ tenths: 0 }, { rating: 0 }, { rating: 0 }],
  [{ tenths: null }, { rating: null }, { rating: null }],
  [{ note: 'Kind' }, { ratingNote: 'Kind' }, { ratingNote: 'Kind' }],
  [{ note: '' }, { ratingNote: null }, { ratingNote: null }],
  [
    { tenths: 50, note: null },
    { rating: 5, ratingNote: null },
    { rating: 5, ratingNote: null },
  ],
])('W-07 the change %j is sent as %j and nothing else', async (payload, body, stored) => {
  const { change, sent } = await makeRated([known(stored)])
  expect(await change(payload)).toMatchObject({ isKnown: true, notices: [] })
  expect(sent()).toEqual([{ line: 'PATCH /drivly/api/calls/call-1?depth=1', body }])
})

test.each([
  { tenths: 51 },
  { tenths: -1 },
  { tenths: 4.8 },
  { tenths: '48' },
  { note: 'x'.repeat(16_385) },
  { note: 'half \ud83d' },
  {},
])('W-07 %j is refused before anybody is asked', async (payload) => {
  const { change, sent } = await makeRated([known()])
  expect(await change(payload)).toMatchObject({ code: 'VALIDATION', fields: [{}] })
  expect(sent()).toEqual([])
})

test.each([
  ['(555) 555-0142', { rating: 1, externalPhoneNumber: '+15555550142' }, []],
  ['1 555 555 6789', { rating: 1, externalPhoneNumber: '+15555556789' }, []],
  ['555-6789', { rating: 1 }, ['NUMBER_LEFT_OUT']],
  ['+44 20 7946 0000', { rating: 1 }, ['NUMBER_LEFT_OUT']],
  [undefined, { rating: 1 }, ['NUMBER_LEFT_OUT']],
])('W-08 the number %j leaves out itself and nothing else', async (CallerNumber, body, notices) => {
  const rows = [makeRow({ CallerNumber })]
  const { change, sent } = await makeRated([known({ rating: 0.1 })], { rows })
  const answer = await change({ tenths: 10, addNumber: true })
  expect(sent()[0]?.body).toEqual(body)
  // The answer holds another rating, and so does a second look.
  expect(answer).toMatchObject({ code: 'SERVICE_UNCONFIRMED' })
  const kept = await makeRated([known({ rating: 1 })], { rows })
  expect(await kept.change({ tenths: 10, addNumber: true })).toMatchObject({ notices })
})

const invalid = (data: unknown) =>
  holding({ errors: [{ name: 'ValidationError', message: 'secret', data }] }, 400)

test.each<[string, Answer, object]>([
  ['Payload 3', invalid({ errors: [{ path: 'rating', message: 'no' }] }), [{ name: 'tenths' }]],
  ['Payload 2', invalid([{ field: 'ratingNote', message: 'no' }]), [{ name: 'note' }]],
  [
    'Mongoose',
    holding({ errors: [{ field: 'rating', message: 'no' }] }, 400),
    [{ name: 'tenths' }],
  ],
  ['AJV', holding({ errors: [{ instancePath: '/rating' }] }, 400), [{ name: 'tenths' }]],
])('V3 a refusal of %s names the field, in words of ours', async (_what, answer, fields) => {
  const { change } = await makeRated([answer])
  const problem = await change({ tenths: 48 })
  expect(problem).toMatchObject({ status: 422, code: 'SERVICE_REFUSED', fields })
  expect(JSON.stringify(problem)).not.toContain('secret')
})

test('V13 what is too large for Driv.ly is told to be', async () => {
  const { change } = await makeRated([html(413)])
  expect(await change({ note: 'long' })).toMatchObject({ status: 413, code: 'TOO_LARGE' })
})

test('W-09 success:false in a 200 is a failure', async () => {
  const { change } = await makeRated([holding({ success: false, error: 'secret' })])
  expect(await change({ tenths: 48 })).toMatchObject({ status: 422, code: 'SERVICE_REFUSED' })
})

test('W-09 a change that was kept in part is a failure', async () => {
  const { change } = await makeRated([known({ rating: 4, ratingNote: 'Warm' })])
  const answer = await change({ tenths: 40, note: 'Cold' })
  expect(answer).toMatchObject({ code: 'SERVICE_UNCONFIRMED', retryable: true })
})

test('a change whose answer was lost is looked for', async () => {
  const kept = await makeRated([breakOff, known({ rating: 4 })])
  expect(await kept.change({ tenths: 40 })).toMatchObject({ isKnown: true, tenths: 40 })
  const lost = await makeRated([breakOff, known({ rating: 3 })])
  expect(await lost.change({ tenths: 40 })).toMatchObject({ code: 'SERVICE_UNCONFIRMED' })
})

test.each<[string, Answer, string]>([
  ['401', json(401, '{}'), 'SERVICE_KEY_REFUSED'],
  ['403', json(403, '{"errors":[{"message":"secret"}]}'), 'SERVICE_KEY_REFUSED'],
  ['500', html(500), 'SERVICE_UNAVAILABLE'],
  ['503', html(503, { 'retry-after': '7' }), 'SERVICE_UNAVAILABLE'],
  ['a page', html(200), 'SERVICE_UNAVAILABLE'],
  ['a page that was not found', html(404), 'SERVICE_UNAVAILABLE'],
  ['a redirect', html(302, { location: 'http://127.0.0.1:1/' }), 'SERVICE_UNAVAILABLE'],
  ['a broken connection', breakOff, 'SERVICE_UNAVAILABLE'],
])(
  'W-14 a Driv.ly that answers with %s is not available, and the call is',
  async (_what, answer, code) => {
    const { read, askSignedIn } = await makeRated([answer])
    expect(await read()).toMatchObject({ status: 503, code })
    const call = await askSignedIn({ method: 'GET', url: '/api/calls/call-1' })
    expect(call.statusCode).toBe(200)
  },
)

test('T-34 W-13 who may not see a call causes no request to Driv.ly', async () => {
  const { askSignedIn, sent } = await makeRated([known()], { rows: [] })
  const path = '/api/calls/call-1'
  for (const request of [
    { method: 'GET', url: `${path}/rating` },
    { method: 'PATCH', url: `${path}/rating`, payload: { tenths: 1 } },
    { method: 'GET', url: `${path}/recording` },
  ] as const) {
    expect((await askSignedIn(request)).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  }
  expect(sent()).toEqual([])
})

test.each(['..%2Fadmin', 'a%2Fb', 'a%40b', 'a%5Cb', 'a%3Fb', 'a%23b', 'a%00b', '%2E%2E'])(
  'T-33 the id %s reaches nobody',
  async (id) => {
    const { read, sent } = await makeRated([known()])
    expect(await read(id)).toMatchObject({ status: expect.toBeOneOf([400, 404]) })
    expect(sent()).toEqual([])
  },
)

test('T-35 neither key nor password is in any answer', async () => {
  for (const answer of [json(403, `{"message":"${KEY}"}`), html(500), invalid([{ field: KEY }])]) {
    const { read, change } = await makeRated([answer])
    const told = JSON.stringify([await read(), await change({ tenths: 1 })])
    expect(told).not.toContain(KEY)
    expect(told).not.toContain(PASSWORD)
  }
})

test('without Driv.ly there is nothing to rate, and the session says so', async () => {
  const { askSignedIn } = makeGateway(() => makeList([makeRow()]))
  const answer = await askSignedIn({ method: 'GET', url: '/api/calls/call-1/rating' })
  expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  const session = await askSignedIn({ method: 'GET', url: '/session' })
  expect(session.json()).toMatchObject({ services: { rating: false, crm: false } })
})
