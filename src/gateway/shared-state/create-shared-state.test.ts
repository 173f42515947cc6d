import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeStateFile, NOW } from '../make-gateway.ts'
import { createSharedState } from './create-shared-state.ts'

const clock = () => NOW

test('G-18 a DATA_DIR that cannot be written stops the start and is named', async () => {
  const dataDir = makeStateFile()
  await writeFile(dataDir, 'a file, not a directory')
  expect(() => createSharedState({ dataDir, redisUrl: undefined, clock })).toThrow(
    /^DATA_DIR must be a directory/,
  )
})

test('without a directory yet, one is made', async () => {
  const state = createSharedState({
    dataDir: makeStateFile(),
    redisUrl: undefined,
    clock,
  })
  await state.endSession('sid', new Date(NOW.getTime() + 1000))
  expect(await state.hasEnded('sid')).toBe(true)
})

test('with a REDIS_URL no directory is needed', async () => {
  const redisUrl = 'redis://127.0.0.1:1'
  const state = createSharedState({ dataDir: '/dev/null', redisUrl, clock })
  expect(await state.isReady()).toBe(false)
  await state.close()
})
