import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import { z } from 'zod'
import { findChromium } from '../../e2e/find-chromium.ts'
import { octoberCalls } from '../../e2e/october.ts'
import { startChild } from './child.ts'
import { type Action, ACTIONS, act, fillSignIn } from './dashboard/actions.ts'
import { type Cost, createMeter, type Left, REST_MS } from './dashboard/meter.ts'
import { scrollThrough } from './dashboard/scroll.ts'
import { spreadOf } from './samples.ts'
import { startServer } from './server.ts'
import { formatTable, say } from './table.ts'

const SUBJECTS = ['dist/dashboard', 'dist/bench-floor'] as const
type Subject = { url: string; costs: Map<Action, Cost[]> }

const UrlSchema = z.object({ url: z.string() })

/** HostedSuite's latency in milliseconds, and how much slower than here the reader's processor is. */
const SETTINGS = [
  { latencyMs: 0, cpu: 1 },
  { latencyMs: 0, cpu: 4 },
  { latencyMs: 80, cpu: 1 },
  { latencyMs: 80, cpu: 4 },
]

const ROUNDS = 9
const WARM_UP_TURNS = 120
const PAGE_TURNS = 100

/**
 * What the dashboard costs a browser, beside a bare page that shows the same cells: the work of the main thread,
 * the time until the reader sees the answer, and what turning pages leaves in memory. Then, of the dashboard alone,
 * how soon an answer out of many calls is painted, and how smoothly 200 rows scroll.
 */
export async function benchDashboard(count: number, dataDir: string): Promise<void> {
  const sandbox = await startServer('sandbox', ['--port', '0', '--data', ':memory:'])
  const sandboxUrl = sandbox.url
  const gateways = await Promise.all(
    SUBJECTS.map((folder) =>
      startChild('bench-gateway', [folder, `${sandboxUrl}/hostedsuite`], UrlSchema),
    ),
  )
  // By name: Chromium takes Secure cookies over plain http from `localhost` only.
  const urls = gateways.map(({ ready }) => ready.url.replace('127.0.0.1', 'localhost'))
  const browser = await chromium.launch(await findChromium())
  try {
    for (const setting of SETTINGS) {
      await setLatency(sandboxUrl, setting.latencyMs)
      say(`HostedSuite ${setting.latencyMs} ms away, processor ${setting.cpu}× slower`)
      say(`${formatCosts(await compare(browser, urls, setting.cpu))}\n`)
    }
    await setLatency(sandboxUrl, 0)
    say(`${await describePageTurns(browser, urls)}\n`)
    const many = { [`${count} calls`]: ['--generate', String(count), '--data', dataDir] }
    const real =
      octoberCalls === undefined ? {} : { October: ['--calls', octoberCalls, '--data', ':memory:'] }
    for (const [name, args] of Object.entries({ ...real, ...many }))
      say(`${await describeAnswers(browser, name, args)}\n`)
  } finally {
    await browser.close()
    for (const { child } of gateways) await child.stop()
    await sandbox.stop()
  }
}

const TABLE = 'table[aria-label="Calls"]'

const ANSWERED = ['Next page', 'Last page', 'Sort', 'Filter', 'No filter'] as const

/** From an answer out of many calls, or from the press where it was there already, to its painted rows. */
async function describeAnswers(browser: Browser, name: string, args: string[]): Promise<string> {
  const sandbox = await startServer('sandbox', ['--port', '0', ...args])
  const gateway = await startChild(
    'bench-gateway',
    [SUBJECTS[0], `${sandbox.url}/hostedsuite`],
    UrlSchema,
  )
  try {
    const { page } = await openFresh(browser, gateway.ready.url.replace('127.0.0.1', 'localhost'))
    await act(page, 'Sign in')
    const times = new Map<string, number[]>(ANSWERED.map((action) => [action, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      // What the page has read before, it would show without asking.
      await page.reload()
      await page.locator(`${TABLE} tbody tr[data-call]`).first().waitFor()
      await sleep(REST_MS)
      for (const action of ANSWERED) {
        const { afterAnswerMs } = await act(page, action)
        times.get(action)?.push(afterAnswerMs)
        // What is read ahead belongs to the next action, not to this one.
        await sleep(REST_MS)
      }
    }
    await page.goto(`${new URL(page.url()).origin}/calls?size=200`)
    await page.locator(`${TABLE} tbody tr:nth-child(200)[data-call]`).waitFor()
    await sleep(REST_MS)
    const frames = spreadOf(await scrollThrough(page))
    const rows = ANSWERED.map((action) => {
      const { median, p95, most } = spreadOf(times.get(action) ?? [])
      return [action, ...[median, p95, most].map((value) => value.toFixed(1))]
    })
    await page.context().close()
    return `${formatTable([[`${name}: ms from answer to paint`, 'median', 'p95', 'most'], ...rows])}
200 rows scrolled: ${(1000 / frames.median).toFixed(0)} frames a second, 95 of 100 frames within ${frames.p95.toFixed(1)} ms, the longest ${frames.most.toFixed(1)} ms`
  } finally {
    await gateway.child.stop()
    await sandbox.stop()
  }
}

async function setLatency(sandboxUrl: string, latencyMs: number): Promise<void> {
  const response = await fetch(`${sandboxUrl}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ list: { delayMs: latencyMs } }),
  })
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to PUT /faults.`)
}

/** In turns, each time in a browser profile that has seen nothing yet. */
async function compare(browser: Browser, urls: string[], cpu: number): Promise<Subject[]> {
  const subjects = urls.map((url): Subject => ({
    url,
    costs: new Map(ACTIONS.map((action) => [action, []])),
  }))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { url, costs } of subjects) {
      const { page, throttle, cost } = await openFresh(browser, url)
      await throttle(cpu)
      for (const action of ACTIONS) costs.get(action)?.push(await cost(() => act(page, action)))
      await page.context().close()
    }
  }
  return subjects
}

async function openFresh(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const meter = await createMeter(await context.newPage())
  // What loads while somebody types is part of neither.
  await meter.cost(async () => {
    await fillSignIn(meter.page, url)
    return { afterPressMs: 0, afterAnswerMs: 0 }
  })
  return meter
}

const medianOf = (costs: Cost[] | undefined, of: keyof Cost) =>
  spreadOf((costs ?? []).map((cost) => cost[of])).median

function formatCosts([ours, floor]: Subject[]): string {
  const rows = ACTIONS.map((action) => {
    const [mine, bare] = [ours?.costs.get(action), floor?.costs.get(action)]
    const cells = (['cpuMs', 'paintedMs'] as const).flatMap((of) => {
      const [one, other] = [medianOf(mine, of), medianOf(bare, of)]
      return [one.toFixed(1), other.toFixed(1), `${(one / other).toFixed(2)}×`]
    })
    const kilobytes = [mine, bare].map((costs) => (medianOf(costs, 'bytes') / 1000).toFixed(1))
    return [action, ...cells, ...kilobytes]
  })
  const head = ['', 'CPU ms', 'floor', 'ratio', 'painted ms', 'floor', 'ratio', 'kB', 'floor']
  return formatTable([head, ...rows])
}

async function describePageTurns(browser: Browser, urls: string[]): Promise<string> {
  const rows = []
  for (const [index, url] of urls.entries()) {
    const { page, left } = await openFresh(browser, url)
    await act(page, 'Sign in')
    const turn = async (times: number) => {
      for (let i = 0; i < times; i += 1) await act(page, 'Next page')
    }
    // The first pages fill what is kept on purpose, and have the browser compile what runs so often.
    await turn(WARM_UP_TURNS)
    const before = await left()
    await turn(PAGE_TURNS)
    const after = await left()
    const growth = (of: keyof Left) => after[of] - before[of]
    rows.push([
      index === 0 ? 'Call Review' : 'Floor',
      `${(growth('heapBytes') / 1000 / PAGE_TURNS).toFixed(2)} kB`,
      (growth('nodes') / PAGE_TURNS).toFixed(2),
      (growth('listeners') / PAGE_TURNS).toFixed(2),
    ])
    await page.context().close()
  }
  return formatTable([['Left behind by a page turn', 'heap', 'nodes', 'listeners'], ...rows])
}
