import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../app.ts'
import { FaultsSchema, NO_FAULTS } from '../faults.ts'
import type { Faults } from '../faults.ts'
import type { CallStore } from '../store/call-store.ts'
import { makeCall } from '../store/make-call.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { openRecordStore } from '../store/record-store.ts'
import type { RecordStore } from '../store/record-store.ts'
import { MEMORY } from '../store/sqlite.ts'
import { RECORDING_NAMES } from './recordings.ts'

const KEY = { authorization: 'Bearer drivly' }
const IDS = Array.from({ length: 40 }, (_, index) => `call-${index}`)

let store: CallStore
let records: RecordStore
let sandbox: ReturnType<typeof createSandbox>

function start(faults: Faults = NO_FAULTS) {
  sandbox = createSandbox({ store, records, faults })
}

beforeEach(async () => {
  store = await openTestStore(IDS.map((Id) => makeCall({ Id })))
  records = await openRecordStore(MEMORY)
  start()
})

afterEach(async () => {
  await sandbox.close()
  await store.close()
  records.close()
})

const get = (name: string, headers: object = {}) =>
  sandbox.inject({ url: `/drivly/media/${name}`, headers: { ...KEY, ...headers } })

const [FIRST = ''] = RECORDING_NAMES.map((name) => `${name}.wav`)

test.each(RECORDING_NAMES)(
  '%s is a short mono recording of 8 kHz that says something',
  async (name) => {
    const response = await get(`${name}.wav`)
    const wav = response.rawPayload
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': String(wav.length),
    })
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8)
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24)]).toEqual([1, 8000])
    const seconds = wav.readUInt32LE(40) / 2 / 8000
    expect(seconds).toBeGreaterThan(3)
    expect(seconds).toBeLessThan(12)

    const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, index) =>
      Math.abs(wav.readInt16LE(44 + 2 * index)),
    )
    expect(Math.max(...samples)).toBe(Math.round(0.7 * 0x7fff))
    expect(samples.filter((sample) => sample > 1000).length / samples.length).toBeGreaterThan(0.2)
  },
)

test('parts make up the whole', async () => {
  const whole = (await get(FIRST)).rawPayload
  const begin = await get(FIRST, { range: 'bytes=0-999' })
  const rest = await get(FIRST, { range: 'bytes=1000-' })
  expect([begin.statusCode, rest.statusCode]).toEqual([206, 206])
  expect(begin.headers['content-range']).toBe(`bytes 0-999/${whole.length}`)
  expect(begin.headers['content-length']).toBe('1000')
  expect(Buffer.concat([begin.rawPayload, rest.rawPayload])).toEqual(whole)
})

test('a part beyond the end is refused with the length', async () => {
  const { length } = (await get(FIRST)).rawPayload
  const response = await get(FIRST, { range: `bytes=${length}-` })
  expect(response.statusCode).toBe(416)
  expect(response.headers['content-range']).toBe(`bytes */${length}`)
})

test('without the key, or under another name, there is nothing', async () => {
  expect((await get(FIRST, { authorization: 'Bearer nope' })).statusCode).toBe(403)
  expect((await get('nothing.wav')).statusCode).toBe(404)
  expect((await get(FIRST.replace('.wav', '.mp3'))).statusCode).toBe(404)
})

test('calls lead to recordings that are there, and to all of them', async () => {
  const urls = await Promise.all(
    IDS.map(async (id) => {
      const call = await sandbox.inject({ url: `/drivly/api/calls/${id}`, headers: KEY })
      return String(call.json().data.audioRecording.url)
    }),
  )
  expect(new Set(urls).size).toBe(RECORDING_NAMES.length)
  for (const url of new Set(urls)) {
    expect((await get(url.split('/').at(-1) ?? '')).statusCode).toBe(200)
  }
})

test('recordings can be in trouble', async () => {
  start(FaultsSchema.parse({ drivly: { media: { status: 503 } } }))
  expect((await get(FIRST)).statusCode).toBe(503)
})
