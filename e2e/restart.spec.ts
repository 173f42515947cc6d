import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Asked } from './gateway-client.ts'
import {
  ask,
  LIST,
  makeSessionKeys,
  send,
  signIn,
  startGateway,
  startSandbox,
} from './gateway-client.ts'

const RESTARTS = Number(process.env.RESTARTS ?? 2)
const REQUESTS_PER_SECOND = 20
const REQUESTS_BETWEEN_RESTARTS = 20
/** After ten seconds service managers kill. */
const LONGEST_DRAIN_MS = 10_000

// One sandbox for all, whose faults would meet in one another's tests.
test.describe.configure({ mode: 'default' })

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dataDir: string

test.beforeAll(async () => {
  sandbox = await startSandbox()
  dataDir = await mkdtemp(path.join(tmpdir(), 'call-review-'))
})

test.afterAll(async () => {
  await sandbox.stop()
  await rm(dataDir, { recursive: true })
})

const environment = (port = '0') => ({
  PORT: port,
  HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
  DATA_DIR: dataDir,
  LOG_LEVEL: 'warn',
})

test(`${RESTARTS} restarts abort no request that the gateway had taken, and end no session`, async () => {
  test.setTimeout(60_000 + RESTARTS * 15_000)
  // Long enough for some requests to be unanswered at any time.
  await sandbox.setFaults({ list: { delayMs: 150 } })
  const SESSION_KEYS = makeSessionKeys()
  let gateway = await startGateway({ ...environment(), SESSION_KEYS })
  const { address } = gateway
  const { port } = new URL(address)
  const cookie = await signIn(address)

  const load = startLoad(address, cookie)
  const drains: number[] = []
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await load.answers(REQUESTS_BETWEEN_RESTARTS)
    const before = performance.now()
    expect(await gateway.stop(), gateway.output()).toBe(0)
    drains.push(performance.now() - before)
    gateway = await startGateway({ ...environment(port), SESSION_KEYS })
  }
  await load.answers(REQUESTS_BETWEEN_RESTARTS)
  const requests = await load.stop()
  const session = await ask(address, { method: 'GET', path: '/session', headers: { cookie } })
  expect(await gateway.stop(), gateway.output()).toBe(0)
  await sandbox.setFaults({})

  const answers = requests.flatMap(({ answer }) => answer ?? [])
  const aborted = requests.filter(({ isAccepted, answer }) => isAccepted && answer === undefined)
  const farewells = answers.filter(({ headers }) => headers.connection === 'close')
  process.stdout.write(
    `${RESTARTS} restarts under ${REQUESTS_PER_SECOND} requests/s: ${answers.length} answered, ` +
      `${farewells.length} of them while draining, ${aborted.length} aborted, ` +
      `${requests.length - answers.length - aborted.length} found nobody listening, ` +
      `the longest drain ${Math.max(...drains).toFixed(0)} ms\n`,
  )
  expect(Math.max(...drains)).toBeLessThan(LONGEST_DRAIN_MS)
  expect(aborted).toEqual([])
  // One person may have so many requests at HostedSuite at a time; on a slow machine some are refused in order.
  expect(answers.filter(({ status, body }) => status !== 200 && !isBusy(body))).toEqual([])
  expect(farewells.length).toBeGreaterThan(0)
  expect(session.body).toMatchObject({ authenticated: true, user: { userName: 'supervisor' } })
})

test('an error that nobody catches is logged without its message, and ends the process after its answers', async () => {
  await sandbox.setFaults({ list: { delayMs: 300 } })
  const crashOnSignal = path.join(dataDir, 'crash-on-signal.mjs')
  await writeFile(
    crashOnSignal,
    `process.on('SIGUSR2', () => { Promise.reject(new Error('canary\\n    at canary')) })`,
  )
  const gateway = await startGateway({ ...environment(), SESSION_KEYS: makeSessionKeys() }, [
    '--import',
    crashOnSignal,
  ])
  const cookie = await signIn(gateway.address)
  const list = send(gateway.address, {
    method: 'POST',
    path: '/api/calls',
    body: LIST,
    headers: { cookie },
  })
  expect(await list.isAccepted).toBe(true)
  gateway.signal('SIGUSR2')
  expect(await list.answer).toMatchObject({ status: 200, headers: { connection: 'close' } })
  expect(await gateway.ended).toBe(1)
  await sandbox.setFaults({})

  expect(gateway.output()).not.toContain('canary')
  const [, line = ''] = gateway.output().split('\n')
  expect(JSON.parse(line)).toEqual({
    level: 60,
    time: expect.any(Number),
    code: 'CRASHED',
    at: expect.arrayContaining([expect.stringContaining('crash-on-signal.mjs')]),
  })
})

test('a HostedSuite that hangs does not hold a gateway that ends', async () => {
  const gateway = await startGateway({ ...environment(), SESSION_KEYS: makeSessionKeys() })
  const cookie = await signIn(gateway.address)
  await sandbox.setFaults({ list: { hang: true } })
  const list = send(gateway.address, {
    method: 'POST',
    path: '/api/calls',
    body: LIST,
    headers: { cookie },
  })
  expect(await list.isAccepted).toBe(true)
  const before = performance.now()
  expect(await gateway.stop(), gateway.output()).toBe(0)
  const ms = performance.now() - before
  process.stdout.write(`A gateway with a hanging request ended after ${(ms / 1000).toFixed(1)} s\n`)
  expect(ms).toBeLessThan(LONGEST_DRAIN_MS)
  expect(await list.answer).toBeUndefined()
  await sandbox.setFaults({})
})

const isBusy = (body: unknown) =>
  typeof body === 'object' && body !== null && 'code' in body && body.code === 'BUSY'

/** Asks for lists at a steady rate, whether or not earlier ones have been answered, as people do. */
function startLoad(address: string, cookie: string) {
  // Connections stay open between requests, so that a restart meets idle ones as well.
  const agent = new Agent({ keepAlive: true })
  const requests: Asked[] = []
  let answered = 0
  const timer = setInterval(() => {
    const asked = send(address, {
      method: 'POST',
      path: '/api/calls',
      body: LIST,
      headers: { cookie },
      agent,
    })
    requests.push(asked)
    void asked.answer.then((answer) => {
      if (answer !== undefined) answered += 1
    })
  }, 1000 / REQUESTS_PER_SECOND)

  return {
    /** Resolves after so many more answers. */
    answers: async (count: number) => {
      const enough = answered + count
      await expect.poll(() => answered, { timeout: 30_000 }).toBeGreaterThanOrEqual(enough)
    },
    stop: async () => {
      clearInterval(timer)
      const all = await Promise.all(
        requests.map(async ({ isAccepted, answer }) => ({
          isAccepted: await isAccepted,
          answer: await answer,
        })),
      )
      agent.destroy()
      return all
    },
  }
}
