import { Agent } from 'node:http'
import { expect, test } from '@playwright/test'
import { ask, LIST, send, signIn } from './gateway-client.ts'
import { startProduct } from './product.ts'
import { quantile } from './robustness/quantile.ts'

const BROWSERS = 100
const ROUNDS = 100
const ROUNDS_BEFORE = 30
/**
 * For nine answers of ten: the last ones are those of the machine, which draws pages for other tests meanwhile. On a
 * machine of its own the printed p99 keeps them as well. Or five times what it took while HostedSuite answered, where
 * that is more.
 */
const LIMITS_MS = { '/healthz': 50, '/readyz': 100, '/session': 100 }

/** How long the answers took, in milliseconds: while HostedSuite answered, and while it hung. */
type Timing = { path: string; limit: number; before: number[]; times: number[] }

test('while HostedSuite hangs and 100 browsers wait, the gateway itself answers', async () => {
  const product = await startProduct(['--generate', '200'])
  const agent = { customerName: 'demo', userName: 'agent', password: 'agent' }
  const cookies = [await signIn(product.url), await signIn(product.url, { credentials: agent })]
  const timings = Object.entries(LIMITS_MS).map(([path, limit]): Timing => ({
    path,
    limit,
    before: [],
    times: [],
  }))
  const askAll = (kind: 'before' | 'times') => askEach(product.url, cookies[0] ?? '', timings, kind)
  for (let round = 0; round < ROUNDS_BEFORE; round += 1) await askAll('before')
  await product.setFaults({ list: { hang: true } })

  const connections = new Agent({ keepAlive: true })
  const statuses: number[] = []
  const lists = Array.from({ length: BROWSERS }, (_, index) =>
    send(product.url, {
      method: 'POST',
      path: '/api/calls',
      body: LIST,
      headers: { cookie: cookies[index % cookies.length] ?? '' },
      agent: connections,
    }),
  )
  const ends = lists.map(async (list) => {
    const answer = await list.answer
    if (answer !== undefined) statuses.push(answer.status)
  })
  const accepted = await Promise.all(lists.map((list) => list.isAccepted))
  expect(accepted).not.toContain(false)

  await askAll('times')
  const waiting = lists.length - statuses.length
  for (let round = 1; round < ROUNDS; round += 1) await askAll('times')

  connections.destroy()
  await Promise.all(ends)
  expect(await product.stop(), product.output()).toBe(0)
  process.stdout.write(
    `${lists.length} browsers at a hanging HostedSuite, ${waiting} of them waiting for it; ` +
      timings.map(({ path, times }) => `${path} ${describe(times)}`).join(', ') +
      '\n',
  )
  // Whoever had to be sent away was told so at once: BUSY.
  expect(waiting).toBeGreaterThan(0)
  expect(statuses).not.toContain(200)
  for (const { path, limit, before, times } of timings) {
    const most = Math.max(limit, 5 * quantile(before, 0.9))
    expect(quantile(times, 0.9), path).toBeLessThanOrEqual(most)
  }
})

async function askEach(
  address: string,
  cookie: string,
  timings: Timing[],
  kind: 'before' | 'times',
): Promise<void> {
  for (const timing of timings) {
    const { path } = timing
    const startedAt = performance.now()
    const { status } = await ask(address, { method: 'GET', path, headers: { cookie } })
    timing[kind].push(performance.now() - startedAt)
    expect(status, path).toBe(200)
  }
}

const describe = (times: number[]) =>
  `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`
