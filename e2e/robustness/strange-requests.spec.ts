import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { CallPageSchema } from '../../src/contract/calls.ts'
import { ask, LIST, makeSessionKeys, signIn, startSandbox } from '../gateway-client.ts'
import { makeRawCases } from './raw-cases.ts'
import { exchange, type RawAnswer } from './raw-exchange.ts'
import { startMeasuredGateway } from './measured-gateway.ts'
import { quantile } from './quantile.ts'
import { readMetric } from './read-metrics.ts'
import { strangeRequests, toBytes } from './strange-requests.ts'
import { UNFINISHED } from './unfinished-requests.ts'

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1000)
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_806)
const AT_ONCE = 8
const HANG_MS = 5000
/** Whoever sends slowly has so long for a whole request. */
const SLOW_MS = 10_500
const GOOD_REQUESTS = 100
const SLOWEST_GOOD_MS = 100
const ASKED = 'call_review_hostedsuite_duration_seconds_count'

const SECURE = /^x-content-type-options: nosniff\r$/m

type Oddity = { what: string; status: number | undefined; ms: number }

test(`${REQUESTS} strange requests and 500 of bad bytes neither fail, hang nor end the gateway`, async () => {
  test.setTimeout(60_000 + REQUESTS * 20)
  const sandbox = await startSandbox()
  const gateway = await startMeasuredGateway({
    HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
    SESSION_KEYS: makeSessionKeys(),
    // So that each request can come from an address of its own.
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_LEVEL: 'warn',
  })
  const { address } = gateway
  const { host } = new URL(address)
  const cookie = await signIn(address)
  const askWell = () =>
    ask(address, { method: 'POST', path: '/api/calls', body: LIST, headers: { cookie } })
  const { calls } = CallPageSchema.parse((await askWell()).body)

  const before = await medianOf(GOOD_REQUESTS, askWell)
  const memoryBefore = await gateway.readMemory()
  const askedBefore = await readMetric(address, ASKED)
  const unfinished = UNFINISHED.map(async (sent) => ({
    what: sent.name,
    ...(await exchange(address, sent.bytes, { limitMs: SLOW_MS, ...sent })),
  }))

  const statuses = new Map<string, number>()
  const slowest = { ms: 0 }
  const oddities: Oddity[] = []
  const note = (what: string, { status, text, hasEnded, ms }: RawAnswer, isExpected: boolean) => {
    const word = String(status ?? 'none')
    statuses.set(word, (statuses.get(word) ?? 0) + 1)
    slowest.ms = Math.max(slowest.ms, ms)
    // Every answer has the headers of the gateway, also where Node could not read the request.
    const isOurs = status === undefined || (status < 500 && SECURE.test(text))
    if (!hasEnded || !isOurs || !isExpected) oddities.push({ what, status, ms })
  }

  const requests = fc.sample(strangeRequests(calls.map(({ id }) => id)), {
    numRuns: REQUESTS,
    seed: SEED,
  })
  await inLanes(requests, async (take, lane) => {
    // So many sign-ins of one person at one address, at one moment, would look like guessing.
    const signInHere = () => signIn(address, { headers: { 'x-forwarded-for': `10.0.0.${lane}` } })
    let valid = await signInHere()
    for (let request = take(); request !== undefined; request = take()) {
      const bytes = toBytes(request, host, valid)
      const answer = await exchange(address, bytes, { limitMs: HANG_MS })
      note(bytes.subarray(0, 2000).toString('latin1'), answer, true)
      const { method, target, session } = request
      const mayHaveEnded = session === 'valid' && /^\/session$/i.test(target) && method !== 'GET'
      if (mayHaveEnded) valid = await signInHere()
    }
  })

  const reached = (await readMetric(address, ASKED)) - askedBefore
  const cases = makeRawCases(host, await signIn(address))
  await inLanes(cases, async (take) => {
    for (let each = take(); each !== undefined; each = take()) {
      const { name, bytes, expected } = each
      const answer = await exchange(address, bytes, { limitMs: HANG_MS })
      const isExpected =
        expected === undefined || answer.status === undefined || expected.includes(answer.status)
      note(name, answer, isExpected)
    }
  })

  const refusedForSlowness = await Promise.all(unfinished)
  const after = await medianOf(GOOD_REQUESTS, askWell)
  const grown = (await gateway.readMemory()).process - memoryBefore.process
  const last = await askWell()
  const output = gateway.output()
  const exitCode = await gateway.stop()
  await sandbox.stop()

  const waits = refusedForSlowness.map(({ ms }) => ms / 1000)
  const refusals = [Math.min(...waits), Math.max(...waits)].map((wait) => wait.toFixed(1))
  process.stdout.write(
    `${requests.length} strange requests (seed ${SEED}) and ${cases.length} of bad bytes: ` +
      `${describe(statuses)}; ${reached} times HostedSuite was asked, ${oddities.length} wrong, slowest ${slowest.ms.toFixed(0)} ms, ` +
      `${refusedForSlowness.length} unfinished ones refused after ${refusals.join(' to ')} s, ` +
      `a good request ${before.toFixed(1)} ms before and ${after.toFixed(1)} ms after, ` +
      `memory ${(grown / 1e6).toFixed(1)} MB more\n`,
  )
  expect(oddities.slice(0, 20)).toEqual([])
  for (const { what, status } of refusedForSlowness) expect(status, what).toBe(408)
  expect(last.status).toBe(200)
  expect(after).toBeLessThan(SLOWEST_GOOD_MS)
  expect(grown).toBeLessThan(30e6)
  // They were strange in one thing only, so that many got as far as a request in order gets.
  expect(reached).toBeGreaterThan(REQUESTS / 10)
  expect(output).not.toContain('CRASHED')
  expect(output).not.toContain('INTERNAL')
  expect(exitCode).toBe(0)
})

/** Several at a time, each taking the next one from the same pile. */
async function inLanes<Item>(
  items: Item[],
  work: (take: () => Item | undefined, lane: number) => Promise<void>,
): Promise<void> {
  const pile = items.values()
  const take = () => pile.next().value
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => work(take, lane)))
}

/** Milliseconds. */
async function medianOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return quantile(times, 0.5)
}

const describe = (statuses: Map<string, number>) =>
  [...statuses]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([status, count]) => `${count}× ${status}`)
    .join(', ')
