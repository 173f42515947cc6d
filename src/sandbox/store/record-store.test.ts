import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigurationError } from '../configuration-error.ts'
import { makeCall } from './make-call.ts'
import { openTestStore } from './open-test-store.ts'
import { openRecordStore } from './record-store.ts'
import { MEMORY } from './sqlite.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'record-store-'))
  file = path.join(folder, 'records.db')
})

afterEach(() => rm(folder, { recursive: true }))

test('a record and the last id are still there after the store is opened again', async () => {
  const first = await openRecordStore(file)
  first.transact((records) => {
    records.put('phone calls', 'a', '{"note":"old"}')
    records.put('phone calls', 'a', '{"note":"Line one\\r\\n🎧"}')
    records.put('ratings', 'a', '4.8')
    records.nextId('phone calls')
  })
  first.close()

  const second = await openRecordStore(file)
  expect(second.get('phone calls', 'a')).toBe('{"note":"Line one\\r\\n🎧"}')
  expect(second.get('ratings', 'a')).toBe('4.8')
  expect(second.get('ratings', 'b')).toBeUndefined()
  expect(second.transact((records) => records.nextId('phone calls'))).toBe(2)
  expect(second.transact((records) => records.nextId('ratings'))).toBe(1)
  second.close()
})

test('a transaction that fails leaves nothing', async () => {
  const store = await openRecordStore(MEMORY)
  const failing = () =>
    store.transact((records) => {
      records.put('ratings', String(records.nextId('ratings')), '5')
      throw new Error('stopped')
    })
  expect(failing).toThrow('stopped')
  expect(store.get('ratings', '1')).toBeUndefined()
  expect(store.transact((records) => records.nextId('ratings'))).toBe(1)
  store.close()
})

async function expectRefused(sentence: RegExp) {
  const content = await readFile(file)
  await expect(openRecordStore(file)).rejects.toThrow(ConfigurationError)
  await expect(openRecordStore(file)).rejects.toThrow(sentence)
  expect(await readFile(file)).toEqual(content)
}

test('a file that is no database is refused and left untouched', async () => {
  await writeFile(file, 'hello, this is no database')
  await expectRefused(/is not a record store of this sandbox\.$/)
})

test('a store of calls is refused and left untouched', async () => {
  const calls = await openTestStore([makeCall()], file)
  await calls.close()
  await expectRefused(/is not a record store of this sandbox\.$/)
})

test('a store of a newer version is refused and left untouched', async () => {
  const store = await openRecordStore(file)
  store.close()
  const content = await readFile(file)
  content.writeUInt32BE(2, 60)
  await writeFile(file, content)
  await expectRefused(/newer version \(schema 2, this one knows 1\)\.$/)
})
