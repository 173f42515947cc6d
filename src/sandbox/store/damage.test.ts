import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ConfigurationError } from '../configuration-error.ts'
import { makeCall } from './make-call.ts'
import { listCalls, openTestStore } from './open-test-store.ts'
import { openSqliteStore } from './sqlite-store.ts'

let folder: string
/** Forty calls, closed as they should be: one file, no log. */
let sound: Buffer
/** The same where the notes of two updates are in the log alone, as a killed process leaves them. */
let unfinished: { content: Buffer; log: Buffer }
let file: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'damage-'))
  const first = path.join(folder, 'first.db')
  const calls = Array.from({ length: 40 }, (_, index) =>
    makeCall({ Id: `call-${String(index).padStart(2, '0')}`, Notes: 'x'.repeat(2000) }),
  )
  const store = await openTestStore(calls, first)
  await store.updateNotes('call-00', 'zeroth')
  await store.close()
  sound = await readFile(first)
  const again = await openSqliteStore(first)
  await again.updateNotes('call-01', 'first')
  await again.updateNotes('call-02', 'second')
  unfinished = { content: await readFile(first), log: await readFile(`${first}-wal`) }
  await again.close()
})

let files = 0
beforeEach(() => {
  files += 1
  file = path.join(folder, `calls-${files}.db`)
})

afterAll(() => rm(folder, { recursive: true }))

async function writeStore(content: Buffer, log?: Buffer): Promise<void> {
  await writeFile(file, content)
  if (log) await writeFile(`${file}-wal`, log)
}

/** A copy with these bytes in the place of others. */
function spoil(content: Buffer, offset: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(content)
  copy.set(bytes, offset)
  return copy
}

async function notesOf(ids: string[]): Promise<(string | null | undefined)[]> {
  const store = await openSqliteStore(file)
  const order = { sortBy: 'Id', descending: false, offset: 0, limit: 1, withTotal: false } as const
  const pages = await Promise.all(ids.map((id) => listCalls(store, { filter: { id }, ...order })))
  await store.close()
  return pages.map(({ calls }) => calls[0]?.Notes)
}

async function expectRefused(sentence: RegExp, suffixes = ['']) {
  const before = await Promise.all(suffixes.map((suffix) => readFile(`${file}${suffix}`)))
  const opening = openSqliteStore(file)
  await expect(opening).rejects.toThrow(ConfigurationError)
  await expect(opening).rejects.toThrow(sentence)
  for (const [index, suffix] of suffixes.entries()) {
    const after = await readFile(`${file}${suffix}`)
    expect(before[index]?.equals(after)).toBe(true)
  }
}

test.each([1, 50, 99, 8192, 100_000])('a store cut to %d bytes is refused', async (bytes) => {
  await writeStore(sound.subarray(0, bytes))
  await expectRefused(/^--data: \S+ is (damaged: [a-z ]+|not a call store of this sandbox)\.$/)
})

test.each([0, 16, 20, 21, 24, 28, 44, 56, 60, 68, 72, 92])(
  'random bytes in the header, from byte %d on, are refused',
  async (offset) => {
    await writeStore(spoil(sound, offset, 0xa7, 0x3c, 0x91, 0x5e))
    await expectRefused(/ is damaged: | is not a call store | was written by a newer version /)
  },
)

test.each([100, 8192 + 3, 3 * 8192 + 1])('a page spoilt at byte %d is refused', async (offset) => {
  await writeStore(spoil(sound, offset, ...Array.from({ length: 60 }, () => 0xa7)))
  await expectRefused(/is damaged: its content cannot be read\.$/)
})

test('a log whose beginning makes no sense is refused, since notes may be in it', async () => {
  await writeStore(unfinished.content, spoil(unfinished.log, 8, 0xa7, 0xa7))
  await expectRefused(/is damaged: the log beside it makes no sense\.$/, ['', '-wal'])
})

test('what a killed process leaves is opened with all its notes', async () => {
  await writeStore(unfinished.content, unfinished.log)
  expect(await notesOf(['call-00', 'call-01', 'call-02'])).toEqual(['zeroth', 'first', 'second'])
})

test('a log that was half written gives back every note before the one that was cut', async () => {
  await writeStore(unfinished.content, unfinished.log.subarray(0, -1000))
  expect(await notesOf(['call-01', 'call-02'])).toEqual(['first', 'x'.repeat(2000)])
})

test('a log that was only begun does no harm', async () => {
  await writeStore(sound, unfinished.log.subarray(0, 17))
  expect(await notesOf(['call-00'])).toEqual(['zeroth'])
})
