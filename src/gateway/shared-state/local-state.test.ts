import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeStateFile } from '../make-gateway.ts'
import { describeState, LATER, START } from './describe-state.ts'
import { createLocalState } from './local-state.ts'

describeState('a gateway alone', (clock) => createLocalState({ file: makeStateFile(), clock }))

const open = (file: string, at = START) => createLocalState({ file, clock: () => new Date(at) })

test('R-14 a session that was ended stays ended after a restart', async () => {
  const file = makeStateFile()
  await open(file).endSession('sid', LATER)
  expect(await open(file).hasEnded('sid')).toBe(true)
})

test('it holds no sid', async () => {
  const file = makeStateFile()
  await open(file).endSession('a-sid-to-look-for', LATER)
  expect(await readFile(file, 'utf8')).not.toContain('a-sid-to-look-for')
})

test('sessions past their end leave it at the next start', async () => {
  const file = makeStateFile()
  const state = open(file)
  await state.endSession('short', new Date(START + 1000))
  await state.endSession('long', LATER)
  const restarted = open(file, START + 1000)
  expect(await restarted.hasEnded('long')).toBe(true)
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1)
})

test(
  'a torn last line costs neither its neighbours nor the next line',
  { timeout: 60_000 },
  async () => {
    const file = makeStateFile()
    await open(file).endSession('before', LATER)
    const whole = await readFile(file, 'utf8')
    for (let length = 0; length < 62; length++) {
      await appendFile(file, whole.slice(0, length))
      const state = open(file)
      expect(await state.hasEnded('before')).toBe(true)
      await appendFile(file, whole.slice(0, length))
      await state.endSession('after', LATER)
      expect(await open(file).hasEnded('after')).toBe(true)
    }
  },
)

test('G-16 a session whose end cannot be written is refused as UNAVAILABLE, and goes on', async () => {
  const file = makeStateFile()
  const state = open(file)
  await rm(file)
  await mkdir(file)
  await expect(state.endSession('sid', LATER)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(await state.hasEnded('sid')).toBe(false)
})

test('so many strangers that the rows do not fit cost the oldest their row', async () => {
  const state = open(makeStateFile())
  const limit = { free: 1, firstWaitSeconds: 30, longestWaitSeconds: 120 }
  const row = (key: string) => [{ key, limit }]
  for (let i = 0; i < 50_000; i++) await state.countAttempt(row(`${i}`))
  expect(await state.countAttempt(row('0'))).toBe(30)
  await state.countAttempt(row('one more'))
  expect(await state.countAttempt(row('1'))).toBe(30)
  expect(await state.countAttempt(row('0'))).toBe(0)
})
