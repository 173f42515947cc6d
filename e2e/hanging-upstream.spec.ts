import { Agent } from 'node:http'
import { expect, test } from '@playwright/test'
import { ask, LIST, send, signIn } from './gateway-client.ts'
import { startProduct } from './product.ts'

const BROWSERS = 100
const ROUNDS = 50

test('while HostedSuite hangs and 100 browsers wait, the gateway itself answers', async () => {
  const product = await startProduct(['--generate', '200'])
  const agent = { customerName: 'demo', userName: 'agent', password: 'agent' }
  const cookies = [await signIn(product.url), await signIn(product.url, { credentials: agent })]
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

  const timings = { '/healthz': [], '/readyz': [], '/session': [] }
  const askAll = async () => askEach(product.url, cookies[0] ?? '', timings)
  await askAll()
  const waiting = lists.length - statuses.length
  for (let round = 1; round < ROUNDS; round += 1) await askAll()

  connections.destroy()
  await Promise.all(ends)
  expect(await product.stop(), product.output()).toBe(0)
  process.stdout.write(
    `${lists.length} browsers at a hanging HostedSuite, ${waiting} of them waiting for it; ` +
      Object.entries(timings)
        .map(([path, times]) => `${path} ${describe(times)}`)
        .join(', ') +
      '\n',
  )
  // Whoever had to be sent away was told so at once: BUSY.
  expect(waiting).toBeGreaterThan(0)
  expect(statuses).not.toContain(200)
})

async function askEach(
  address: string,
  cookie: string,
  timings: Record<string, number[]>,
): Promise<void> {
  for (const [path, times] of Object.entries(timings)) {
    const before = performance.now()
    const { status } = await ask(address, { method: 'GET', path, headers: { cookie } })
    times.push(performance.now() - before)
    expect(status, path).toBe(200)
  }
}

function describe(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  const quantile = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]?.toFixed(1)
  return `p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`
}
