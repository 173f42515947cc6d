import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import * as z from 'zod/mini'
import { type Call, CallPageSchema } from '../../src/contract/calls.ts'
import {
  ask,
  DEMO,
  LIST,
  makeSessionKeys,
  signIn,
  startGateway,
  startSandbox,
} from '../gateway-client.ts'
import { quantile } from './quantile.ts'
import { startRelay } from './save-windows.ts'

const PAIRS = Number(process.env.SAVE_PAIRS ?? 100)
const DIRECT_PAIRS = 200
/** About as long as a save takes, so that the other one comes before, in between and after it. */
const SAVE_MS = 20

const AGENT = { customerName: 'demo', userName: 'agent', password: 'agent' }

const WirePageSchema = z.object({ Items: z.array(z.object({ Notes: z.optional(z.string()) })) })

type Person = { cookie: string }

// One sandbox for all, and windows that are measured: not while another of these tests runs.
test.describe.configure({ mode: 'default' })

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let relay: Awaited<ReturnType<typeof startRelay>>
let gateway: Awaited<ReturnType<typeof startGateway>>
let supervisor: Person
let agent: Person
let calls: Pick<Call, 'id'>[]

test.beforeAll(async () => {
  sandbox = await startSandbox()
  relay = await startRelay(sandbox.hostedSuiteUrl)
  gateway = await startGateway({
    HOSTEDSUITE_URL: relay.url,
    SESSION_KEYS: makeSessionKeys(),
    LOG_LEVEL: 'silent',
  })
  supervisor = { cookie: await signIn(gateway.address) }
  agent = { cookie: await signIn(gateway.address, { credentials: AGENT }) }
  const list = { method: 'POST', path: '/api/calls', body: LIST, headers: agent }
  calls = CallPageSchema.parse((await ask(gateway.address, list)).body).calls
})

test.afterAll(async () => {
  await gateway.stop()
  relay.stop()
  await sandbox.stop()
})

test(`of ${PAIRS} pairs of people who save one call at the same moment, one gets in and the other is shown it`, async () => {
  test.setTimeout(30_000 + PAIRS * 200)
  let silent = 0
  for (let number = 0; number < PAIRS; number += 1) {
    const id = callOf(number)
    const base = await readNote(id)
    const texts = [`Supervisor ${number}`, `Agent ${number}`]
    const answers = await Promise.all(
      [supervisor, agent].map((person, at) => save(person, id, base, texts[at] ?? '')),
    )
    const winner = answers.findIndex(({ status }) => status === 200)
    const loser = answers[1 - winner]
    const stands = await readNote(id)
    if (stands !== texts[winner]) silent += 1
    expect(loser).toMatchObject({ status: 409, body: { code: 'CONFLICT', current: stands } })
  }
  process.stdout.write(`${PAIRS} pairs of saves of one call: ${silent} silent overwrites\n`)
  expect(silent).toBe(0)
})

test(`${DIRECT_PAIRS} notes that were written past the gateway before a save are shown and not overwritten`, async () => {
  for (let number = 0; number < DIRECT_PAIRS; number += 1) {
    const id = callOf(number)
    const base = await readNote(id)
    const current = `Past the gateway ${number}`
    await writeNote(id, current)
    const answer = await save(supervisor, id, base, `Through the gateway ${number}`)
    expect(answer).toMatchObject({ status: 409, body: { code: 'CONFLICT', current } })
    expect(await readNote(id)).toBe(current)
  }
})

test(`of ${DIRECT_PAIRS} notes written past the gateway during a save, only those inside of its window are overwritten`, async () => {
  const counts = { 'shown as a conflict': 0, 'told as rewritten': 0, 'written last': 0 }
  const overwritten: { isInside: boolean }[] = []
  const firstWindow = relay.windows.length
  for (let number = 0; number < DIRECT_PAIRS; number += 1) {
    const id = callOf(number)
    const base = await readNote(id)
    const [ours, theirs] = [`Through the gateway, race ${number}`, `Past it, race ${number}`]
    const [answer, written] = await Promise.all([
      save(supervisor, id, base, ours),
      sleep(Math.random() * SAVE_MS).then(() => writeNote(id, theirs)),
    ])
    const stands = await readNote(id)
    expect([ours, theirs]).toContain(stands)
    if (answer.status === 409) counts['shown as a conflict'] += 1
    else if (stands === ours) {
      const { from, to } = relay.windows.at(-1) ?? { from: 0, to: 0 }
      overwritten.push({ isInside: written.endedAt >= from && written.startedAt <= to })
    } else {
      expect(answer.status).toBe(200)
      const isTold = JSON.stringify(answer.body).includes('rewritten')
      counts[isTold ? 'told as rewritten' : 'written last'] += 1
    }
  }
  const gaps = relay.windows.slice(firstWindow).map(({ from, to }) => to - from)
  const described = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
  process.stdout.write(
    `${DIRECT_PAIRS} notes written past the gateway during a save: ${described.join(', ')}, ` +
      `${overwritten.length} overwritten inside the window of p50 ${quantile(gaps, 0.5).toFixed(1)} ms, ` +
      `p99 ${quantile(gaps, 0.99).toFixed(1)} ms\n`,
  )
  expect(overwritten.filter(({ isInside }) => !isInside)).toEqual([])
})

const callOf = (number: number) => calls[number % calls.length]?.id ?? ''

const save = (headers: Person, id: string, base: string, text: string) =>
  ask(gateway.address, {
    method: 'PUT',
    path: `/api/calls/${id}/notes`,
    body: { opId: randomUUID(), base, text },
    headers,
  })

/** As other programs of the business do, with the same account. */
async function askHostedSuite(operation: string, members: object) {
  const { customerName: CustomerName, userName: UserName, password: Password } = DEMO
  const body = { ...members, CustomerName, UserName, Password }
  const path = `/hostedsuite/api/${operation}`
  const startedAt = performance.now()
  const answer = await ask(sandbox.hostedSuiteUrl, { method: 'POST', path, body })
  expect(answer.status).toBe(200)
  return { body: answer.body, startedAt, endedAt: performance.now() }
}

const writeNote = (Id: string, Notes: string) => askHostedSuite('calls/update', { Id, Notes })

async function readNote(CallRecordId: string): Promise<string> {
  const { body } = await askHostedSuite('calls', { CallRecordId })
  const { Items } = WirePageSchema.parse(body)
  return Items[0]?.Notes ?? ''
}
