import { array, assert, constantFrom, integer, property, tuple } from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSandbox } from '../app.ts'
import { FaultsSchema } from '../faults.ts'
import type { CallStore } from '../store/call-store.ts'
import { makeCall } from '../store/make-call.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { openRecordStore } from '../store/record-store.ts'
import type { RecordStore } from '../store/record-store.ts'
import { MEMORY } from '../store/sqlite.ts'
import { ChangesSchema, isPhoneNumber, NaiveChangesSchema } from './fields.ts'

const KEY = 'Bearer drivly'

const CALLS = [
  makeCall({ Id: 'call-1', TransferToNumber: '+15035550142' }),
  makeCall({ Id: 'call-2', CallerNumber: '555-6789' }),
  makeCall({ Id: 'missed', TalkTimeInSeconds: 0, AnsweredBy: null }),
]

const optionalText = z.string().nullish()
/** Written from the document alone, and strict: a member that it does not name fails. */
const CallSchema = z.strictObject({
  id: z.string(),
  externalPhoneNumber: optionalText,
  internalPhoneNumber: optionalText,
  ratingNote: optionalText,
  note: optionalText,
  rating: z.number().nullish(),
  audioRecording: z.looseObject({}).nullish(),
  transcript: optionalText,
  conversationURL: optionalText,
  time: z.iso.datetime({ offset: true }).nullish(),
})
const AnswerSchema = z.strictObject({ data: CallSchema, success: z.literal(true) })
const ValidationErrorSchema = z.strictObject({
  errors: z.tuple([
    z.strictObject({
      name: z.literal('ValidationError'),
      message: z.string(),
      data: z.strictObject({
        collection: z.literal('calls'),
        errors: z.array(
          z.strictObject({ label: z.string(), message: z.string(), path: z.string() }),
        ),
      }),
    }),
  ]),
})

let store: CallStore
let records: RecordStore
let sandbox: ReturnType<typeof createSandbox>

beforeEach(async () => {
  store = await openTestStore(CALLS)
  records = await openRecordStore(MEMORY)
  start()
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
  records.close()
})

function start(drivly: z.input<typeof FaultsSchema>['drivly'] = {}) {
  sandbox = createSandbox({ store, records, faults: FaultsSchema.parse({ drivly }) })
}

type Options = { id?: string; query?: string; headers?: Record<string, string> }

function send(
  method: 'GET' | 'PATCH' | 'POST' | 'DELETE',
  { id = 'call-1', query = '', headers = { authorization: KEY } }: Options = {},
  payload?: object | string,
) {
  return sandbox.inject({
    method,
    url: `/drivly/api/calls/${id}${query}`,
    headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(payload !== undefined && { payload }),
  })
}

const patch = (payload: object | string, options?: Options) => send('PATCH', options, payload)

async function read(id = 'call-1') {
  const response = await send('GET', { id })
  expect(response.statusCode).toBe(200)
  return AnswerSchema.parse(response.json()).data
}

async function update(changes: object, options?: Options) {
  const response = await patch(changes, options)
  expect(response.statusCode).toBe(200)
  return AnswerSchema.parse(response.json()).data
}

/** The paths that a 400 names. */
async function refusedPaths(changes: object) {
  const response = await patch(changes)
  expect(response.statusCode).toBe(400)
  const [error] = ValidationErrorSchema.parse(response.json()).errors
  return error.data.errors.map(({ path }) => path)
}

const optional = (...marks: string[]) => constantFrom('', ...marks)
const join = (parts: string[]) => parts.join('')

const TENTHS = Array.from({ length: 51 }, (_, tenths) => tenths / 10)

describe('Driv.ly calls', () => {
  test('93: a note is stored and the call answered in the envelope', async () => {
    const response = await patch({ note: 'x' })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(/^application\/json/)
    expect(AnswerSchema.parse(response.json()).data).toMatchObject({ id: 'call-1', note: 'x' })
    expect((await read()).note).toBe('x')
  })

  test('94: what is not sent stays as it was', async () => {
    const before = await update({ rating: 4.5, ratingNote: 'Kind' })
    expect(await update({ note: 'x' })).toEqual({ ...before, note: 'x' })
  })

  test('95: each of the 51 ratings comes back as it was sent', async () => {
    for (const rating of TENTHS) expect((await update({ rating })).rating).toBe(rating)
  })

  test.each([5.1, -0.1, 50, 5.000001])('96: a rating of %s is out of range', async (rating) => {
    expect(await refusedPaths({ rating })).toEqual(['rating'])
  })

  test.each([2.55, 0.05, 2.54999, 1e-7])('97: a rating of %s is not in tenths', async (rating) => {
    expect(await refusedPaths({ rating })).toEqual(['rating'])
  })

  test('98: a rating that only binary fractions keep from a tenth is put right', async () => {
    expect((await update({ rating: 0.1 + 0.2 })).rating).toBe(0.3)
    assert(
      property(array(integer({ min: 0, max: 10 }), { maxLength: 5 }), (tenths) => {
        const rating = tenths.reduce((sum, tenth) => sum + tenth / 10, 0)
        const expected = tenths.reduce((sum, tenth) => sum + tenth, 0) / 10
        expect(ChangesSchema.parse({ rating }).rating).toBe(expected)
      }),
    )
  })

  test.each(['4', true, [4], {}])('99: a rating of %j is no number', async (rating) => {
    expect(await refusedPaths({ rating })).toEqual(['rating'])
  })

  test('100: null clears a rating', async () => {
    await update({ rating: 4 })
    expect((await update({ rating: null })).rating).toBeNull()
    expect((await read()).rating).toBeNull()
  })

  const ACCEPTED = [
    ['555-555-6789', '(555) 555-6789', '+15555556789', '+1 (555) 555-6789', '+1-555-555-6789'],
    ['5555556789', '15555556789', '1-(555)-555-6789', '+5555556789', '(555 555-6789'],
    ['555) 555-6789', ' 5555556789', '-5555556789'],
  ].flat()
  test.each(ACCEPTED)('101: a phone number "%s" is accepted', async (externalPhoneNumber) => {
    expect(await update({ externalPhoneNumber })).toMatchObject({ externalPhoneNumber })
  })

  const REFUSED = [
    ['555-6789', '555-0199', '1 555 555 6789', '555 555 6789', '555-555 6789', '555.555.6789'],
    ['+442079460000', '+1  5555556789', '', '5555556789\n', '٥٥٥٥٥٥٦٧٨٩'],
  ].flat()
  test.each(REFUSED)('101: a phone number %j is refused', async (externalPhoneNumber) => {
    expect(await refusedPaths({ externalPhoneNumber })).toEqual(['externalPhoneNumber'])
  })

  test('101: whatever its punctuation, a number needs its ten digits', () => {
    assert(
      property(
        integer({ min: 2_000_000_000, max: 9_999_999_999 }).map(String),
        tuple(optional('+', '+1', '1'), optional('-', ' '), optional('(')).map(join),
        tuple(optional(')'), optional('-', ' ')).map(join),
        optional('-'),
        (digits, before, first, second) => {
          const accepts = (line: string) => {
            const middle = `${digits.slice(0, 3)}${first}${digits.slice(3, 6)}`
            return isPhoneNumber(`${before}${middle}${second}${line}`)
          }
          expect(accepts(digits.slice(6))).toBe(true)
          expect(accepts(`${digits.slice(6)}0`)).toBe(false)
        },
      ),
    )
  })

  test('102: a stored number that breaks the pattern does not hinder a note', async () => {
    records.transact((all) =>
      all.put('drivly calls', 'call-1', '{"externalPhoneNumber":"555-6789"}'),
    )
    const data = await update({ note: 'x' })
    expect(data).toMatchObject({ note: 'x', externalPhoneNumber: '555-6789' })
  })

  test('103: the internal number has the same pattern', async () => {
    expect(await refusedPaths({ internalPhoneNumber: '5550199' })).toEqual(['internalPhoneNumber'])
  })

  test.each([
    'example.com/a',
    '/a',
    '//example.com',
    'a b',
    '',
    'http://a b',
    'http://a/%zz',
    'x:',
  ])('104: a conversation at "%s" is refused', async (conversationURL) =>
    expect(await refusedPaths({ conversationURL })).toEqual(['conversationURL']),
  )

  test.each(['http://example.com/conversation', 'https://example.com/gespräch/東京?a=%20#b'])(
    '104: a conversation at "%s" is accepted',
    async (conversationURL) =>
      expect(await update({ conversationURL })).toMatchObject({ conversationURL }),
  )

  test.each(['2023-11-07T05:31:56Z', '2023-11-07T05:31:56.25+02:00'])(
    '105: a time of %s is accepted',
    async (time) => expect((await update({ time })).time).toBe(time),
  )

  test.each(['yesterday', '2023-11-07', '2023-11-07T05:31:56', '2023-02-30T05:31:56Z', 5])(
    '105: a time of %s is refused',
    async (time) => expect(await refusedPaths({ time })).toEqual(['time']),
  )

  test('106: a recording is an object', async () => {
    const audioRecording = { url: 'http://example.com/audio' }
    expect((await update({ audioRecording })).audioRecording).toEqual(audioRecording)
    for (const wrong of ['http://example.com/audio', 7, []]) {
      expect(await refusedPaths({ audioRecording: wrong })).toEqual(['audioRecording'])
    }
  })

  test('107: a call that is unknown, or that nobody answered, is not found', async () => {
    for (const id of ['nope', 'missed']) {
      const response = await patch({ note: 'x' }, { id })
      expect(response.statusCode).toBe(404)
      expect(response.json()).toEqual({ errors: [{ message: 'Not Found' }] })
    }
  })

  test.each([undefined, 'drivly', 'Bearer nope', 'bearer drivly', 'users API-Key drivly'])(
    '108: Authorization %s is not allowed',
    async (authorization) => {
      const headers = { ...(authorization !== undefined && { authorization }) }
      const response = await patch({ note: 'x' }, { headers })
      expect(response.statusCode).toBe(403)
      const message = 'You are not allowed to perform this action.'
      expect(response.json()).toEqual({ errors: [{ message }] })
      expect(await read()).not.toHaveProperty('note')
    },
  )

  test.each(['{"note":', 'note=x', '[]', '"x"'])('109: a body of %s is refused', async (body) => {
    const response = await patch(body)
    expect(response.statusCode).toBe(400)
    expect(response.json()).toEqual({ errors: [{ message: 'Invalid JSON' }] })
  })

  test('110: a refusal names the field in the way of Payload', async () => {
    expect((await patch({ rating: 6 })).json()).toEqual({
      errors: [
        {
          name: 'ValidationError',
          message: 'The following field is invalid: Rating',
          data: {
            collection: 'calls',
            errors: [
              {
                label: 'Rating',
                path: 'rating',
                message: '6 is greater than the max allowed Rating of 5.',
              },
            ],
          },
        },
      ],
    })
  })

  test.each(['1', '10', '999', ''])(
    '111: a depth of "%s" populates the recording',
    async (depth) => {
      const { audioRecording } = await update({}, { query: `?depth=${depth}` })
      expect(audioRecording).toEqual({ url: expect.stringMatching(/\.wav$/) })
    },
  )

  test.each(['0', 'abc', '-1'])('111: a depth of "%s" populates nothing', async (depth) => {
    const response = await patch({}, { query: `?depth=${depth}` })
    expect(response.statusCode).toBe(200)
    expect(response.json().data.audioRecording).toMatch(/^[a-z-]+$/)
  })

  test('112: the path says which call is meant, whatever the body says', async () => {
    expect(await update({ id: 'call-2', note: 'x' })).toMatchObject({ id: 'call-1', note: 'x' })
    expect(await read('call-2')).not.toHaveProperty('note')
  })

  test('113: unknown members are dropped', async () => {
    expect(await update({ foo: 1, note: 'x' })).not.toHaveProperty('foo')
  })

  test('114: all that is wrong is listed at once, and nothing is stored', async () => {
    const wrong = { note: 'x', rating: 9, time: 'yesterday', internalPhoneNumber: '5550199' }
    const expected = ['internalPhoneNumber', 'rating', 'time']
    expect((await refusedPaths(wrong)).toSorted()).toEqual(expected)
    expect((await patch(wrong)).json().errors[0].message).toBe(
      'The following fields are invalid: Internal Phone Number, Rating, Time',
    )
    expect(await read()).not.toHaveProperty('note')
  })

  test('115: no members change nothing', async () => {
    const before = await read()
    expect(await update({})).toEqual(before)
    expect((await send('PATCH')).json().data).toEqual(before)
  })

  test('116: other verbs are not found, and GET answers in the same envelope', async () => {
    for (const method of ['POST', 'DELETE'] as const) {
      const response = await send(method, {}, {})
      expect(response.statusCode).toBe(404)
      const message = `Route not found "${method} /drivly/api/calls/call-1"`
      expect(response.json()).toEqual({ message })
    }
    expect((await send('GET')).json()).toEqual((await patch({})).json())
  })

  test('117: a long transcript is stored whole, or too large where the limit is on', async () => {
    const transcript = 'Ämilie: Good day 🎧\n'.repeat(10_000)
    expect((await update({ transcript })).transcript).toBe(transcript)
    start({ limitBody: true })
    expect((await patch({ transcript })).statusCode).toBe(413)
    expect((await patch({ transcript: 'x'.repeat(90_000) })).statusCode).toBe(200)
  })

  test('118: no answer contains the key', async () => {
    const secret = { authorization: 'Bearer hunter2' }
    const responses = [
      await patch({ note: 'x' }),
      await patch({ rating: 9 }),
      await patch('{'),
      await patch({}, { headers: secret }),
      await send('DELETE'),
    ]
    for (const { body } of responses) expect(body).not.toMatch(/Bearer|hunter2/)
  })
})

describe('the counterpart of an answered call', () => {
  test('it begins with what is known of the call, and with no rating', async () => {
    expect(await read()).toEqual({
      id: 'call-1',
      externalPhoneNumber: '(555) 201-4417',
      internalPhoneNumber: '+15035550142',
      audioRecording: { url: expect.stringContaining('http://localhost:80/drivly/media/') },
      transcript: expect.stringContaining('Ada Field: '),
      conversationURL: 'https://conversations.example/calls/call-1',
      time: '2026-08-06T09:00:00Z',
    })
  })

  test('a number that breaks the pattern is left out', async () => {
    const call = await read('call-2')
    expect(call).not.toHaveProperty('externalPhoneNumber')
    expect(call).not.toHaveProperty('internalPhoneNumber')
  })

  test('changes at the same time to different members are all kept', async () => {
    await Promise.all([update({ note: 'x' }), update({ rating: 3 }), update({ ratingNote: 'y' })])
    expect(await read()).toMatchObject({ note: 'x', rating: 3, ratingNote: 'y' })
  })
})

describe('Driv.ly faults', () => {
  test.each([
    ['doc', { doc: { id: 'call-1' }, message: 'Updated successfully.' }],
    ['bare', { id: 'call-1', note: 'x' }],
  ] as const)('the envelope can be %s', async (envelope, expected) => {
    start({ envelope })
    expect((await patch({ note: 'x' })).json()).toMatchObject(expected)
  })

  test('an update can fail with status 200, and stores nothing then', async () => {
    start({ refuseWith200: true })
    const response = await patch({ note: 'x' })
    expect([response.statusCode, response.json().success]).toEqual([200, false])
    expect(await read()).not.toHaveProperty('note')
  })

  test('a refusal can name its fields as Payload 2 does', async () => {
    start({ validationShape: 'v2' })
    const message = '6 is greater than the max allowed Rating of 5.'
    expect((await patch({ rating: 6 })).json().errors[0].data).toEqual([
      { message, field: 'rating' },
    ])
  })

  test('ratings can be checked as naively as AJV does, which refuses 16 of them', async () => {
    start({ naiveRating: true })
    expect(await refusedPaths({ rating: 4.8 })).toEqual(['rating'])
    const refused = TENTHS.filter((rating) => !NaiveChangesSchema.safeParse({ rating }).success)
    expect(refused).toEqual([
      0.3, 0.6, 0.7, 1.2, 1.4, 1.9, 2.3, 2.4, 2.8, 2.9, 3.3, 3.8, 4.1, 4.3, 4.6, 4.8,
    ])
  })

  test('a status comes instead of the work, with a body of its kind', async () => {
    start({ update: { status: 429, retryAfterSeconds: 7 } })
    const response = await patch({ note: 'x' })
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '7'])
    expect(response.json()).toEqual({ errors: [{ message: 'Something went wrong.' }] })
    expect(await read()).not.toHaveProperty('note')
  })

  test('a connection can be cut after the change was stored', async () => {
    start({ update: { resetAfterWrite: true } })
    const url = await sandbox.listen({ port: 0, host: '127.0.0.1' })
    const sent = fetch(`${url}/drivly/api/calls/call-1`, {
      method: 'PATCH',
      headers: { authorization: KEY, 'content-type': 'application/json' },
      body: '{"note":"x"}',
    })
    await expect(sent).rejects.toThrow('fetch failed')
    expect((await read()).note).toBe('x')
  })
})
