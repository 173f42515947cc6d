import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { CallPageSchema } from '../../src/contract/calls.ts'
import {
  ask,
  LIST,
  makeSessionKeys,
  signIn,
  startGateway,
  startSandbox,
} from '../gateway-client.ts'
import { findLost, writeNotes } from './note-writers.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8)
const WRITERS = 8
const CALLS = 8
/** After the first note of a round has been acknowledged. */
const LATEST_KILL_MS = 400

test(`no acknowledged note is lost or overwritten unseen when the gateway is killed, ${ROUNDS} times`, async () => {
  test.setTimeout(60_000 + ROUNDS * 10_000)
  const sandbox = await startSandbox()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'call-review-'))
  const SESSION_KEYS = makeSessionKeys()
  const start = (port: string) =>
    startGateway({
      PORT: port,
      HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
      SESSION_KEYS,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
    })
  let gateway = await start('0')
  const { address } = gateway
  const { port } = new URL(address)
  const cookie = await signIn(address)
  const readNotes = async () => {
    const list = { method: 'POST', path: '/api/calls', body: LIST, headers: { cookie } }
    const { calls } = CallPageSchema.parse((await ask(address, list)).body)
    return new Map(calls.slice(0, CALLS).map(({ id, notes }) => [id, notes]))
  }
  const before = await readNotes()

  let acknowledged = 0
  let isOver = false
  let isOpen: Promise<unknown> = Promise.resolve()
  const office = { address, cookie, notes: before, isOpen: () => isOpen }
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    writeNotes(`Writer ${writer}`, office, {
      isOver: () => isOver,
      onAcknowledged: () => (acknowledged += 1),
    }),
  )

  const startedAt = performance.now()
  for (let round = 0; round < ROUNDS; round += 1) {
    const enough = acknowledged + 1
    await expect.poll(() => acknowledged, { intervals: [10] }).toBeGreaterThanOrEqual(enough)
    await sleep(Math.random() * LATEST_KILL_MS)
    gateway.signal('SIGKILL')
    const restarted = gateway.ended.then(() => start(port))
    isOpen = restarted
    gateway = await restarted
  }
  isOver = true
  const changes = (await Promise.all(writers)).flat()
  const seconds = (performance.now() - startedAt) / 1000
  const after = await readNotes()
  await gateway.stop()
  await sandbox.stop()
  await rm(dataDir, { recursive: true })

  const lost = [...after].flatMap(([id, text]) =>
    findLost(
      changes.filter((change) => change.id === id),
      before.get(id) ?? '',
      text,
    ),
  )
  process.stdout.write(
    `kill -9 of the gateway: ${ROUNDS} rounds, ${acknowledged} acknowledged notes, ` +
      `${changes.length - acknowledged} conflicts, ${lost.length} lost or overwritten, ${seconds.toFixed(0)} s\n`,
  )
  expect(lost).toEqual([])
  expect(acknowledged).toBeGreaterThan(ROUNDS)
})
