// The address is the only copy of the view: what Back, Forward and late answers make of it.
import type { Request } from '@playwright/test'
import { COMMON_WORLD, goBack, openBrowser } from './browser-worlds.ts'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { countCalls } from './product.ts'

const RANGES = ['Last 7 days', 'Last 30 days', 'Last month', 'All dates']
const DIRECTIONS = ['Incoming', 'Outgoing', 'All']

type Step = { address: string; range: string; direction: string; talk: string; count: string }

test('thirty filters are walked back and forth: each is one step, and shows what its address says (F-14)', async ({
  callsPage,
  page,
}) => {
  const { filters, status, table } = callsPage
  const countEntries = () => page.evaluate(() => window.history.length)
  const steps: Step[] = []
  const takeStep = async (take: () => Promise<void>) => {
    const before = page.url()
    await take()
    await expect(page).not.toHaveURL(before)
    await expect(table).toHaveAttribute('aria-busy', 'false')
    const range = await filters.dateRange.inputValue()
    const direction = await filters.direction.inputValue()
    const talk = await filters.minimumTalkTime.inputValue()
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('range') ?? '').toBe(range)
    expect(searchParams.get('direction') ?? '').toBe(direction)
    steps.push({ address: page.url(), range, direction, talk, count: await status.innerText() })
  }
  const expectStep = async ({ address, range, direction, talk, count }: Step) => {
    await expect(page).toHaveURL(address)
    await expect(filters.dateRange).toHaveValue(range)
    await expect(filters.direction).toHaveValue(direction)
    await expect(filters.minimumTalkTime).toHaveValue(talk)
    await expect(status).toHaveText(count)
  }

  await takeStep(() => callsPage.goto('?size=25'))
  const atFirst = await countEntries()
  for (let at = 0; at < 15; at += 1) {
    await takeStep(() => filters.choose(filters.dateRange, RANGES[at % RANGES.length] ?? ''))
    await takeStep(async () => {
      if (at < 14) return filters.choose(filters.direction, DIRECTIONS[at % 3] ?? '')
      await filters.minimumTalkTime.pressSequentially('90')
      await filters.minimumTalkTime.press('Enter')
      // What is applied already is no step.
      await filters.minimumTalkTime.press('Enter')
      await filters.minimumTalkTime.press('Tab')
    })
  }
  expect(steps).toHaveLength(31)
  expect(await countEntries()).toBe(atFirst + 30)

  for (const step of steps.slice(0, -1).toReversed()) {
    await page.goBack()
    await expectStep(step)
  }
  for (const step of steps.slice(1)) {
    await page.goForward()
    await expectStep(step)
  }
  expect(await countEntries()).toBe(atFirst + 30)
})

test('a list that Back brings out of the browser’s memory is that of its address, and so are those before it (F-14)', async ({
  playwright,
  product,
  baseURL,
}) => {
  const outgoing = (await countCalls(product, { CallType: 'Outgoing' })).toLocaleString('en')
  const incoming = (await countCalls(product, { CallType: 'Incoming' })).toLocaleString('en')
  const { context, close } = await openBrowser(playwright.chromium, COMMON_WORLD)
  const page = await context.newPage()
  const { filters, status } = new CallsPage(page)
  await page.goto(`${baseURL}/calls`)
  await new SignInPage(page).signIn(demoUsers.supervisor)
  await filters.choose(filters.direction, 'Incoming')
  await expect(status).toHaveText(`1–50 of ${incoming} calls`)
  await filters.choose(filters.direction, 'Outgoing')
  await expect(status).toHaveText(`1–50 of ${outgoing} calls`)
  await page.evaluate(() =>
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.persisted = String(persisted)
    }),
  )

  await page.goto(`${baseURL}/mark.svg`)
  await goBack(page)
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true')
  await expect(page).toHaveURL(/\/calls\?direction=outgoing$/)
  await expect(filters.direction).toHaveValue('outgoing')
  await expect(status).toHaveText(`1–50 of ${outgoing} calls`)

  await goBack(page)
  await expect(page).toHaveURL(/\/calls\?direction=incoming$/)
  await expect(filters.direction).toHaveValue('incoming')
  await expect(status).toHaveText(`1–50 of ${incoming} calls`)
  await close()
})

test('the answer to an older filter that comes after that to a newer one is not shown (F-15)', async ({
  callsPage,
  page,
  product,
}) => {
  const { filters, status } = callsPage
  const outgoing = await countCalls(product, { CallType: 'Outgoing' })
  const asked: string[] = []
  const open = new Set<Request>()
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/calls')) return
    asked.push(request.postDataJSON().direction)
    open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  // The last page: nothing is read ahead that would meet the delay.
  await callsPage.goto('?page=40')
  await expect(status).toHaveText('1,951–2,000 of 2,000 calls')

  asked.length = 0
  await product.setFaults({ list: { delayMs: 3000, times: 1 } })
  await filters.choose(filters.direction, 'Incoming')
  await expect.poll(() => asked).toEqual(['incoming'])
  await filters.choose(filters.direction, 'Outgoing')
  await expect(status).toHaveText(`1–50 of ${outgoing.toLocaleString('en')} calls`)

  await expect.poll(() => open.size).toBe(0)
  expect(asked.slice(0, 2)).toEqual(['incoming', 'outgoing'])
  await expect(status).toHaveText(`1–50 of ${outgoing.toLocaleString('en')} calls`)
  await expect(page).toHaveURL(/\/calls\?direction=outgoing$/)
  const shown = new Set((await callsPage.rows()).map(({ Direction }) => Direction))
  expect(shown).toEqual(new Set(['Outgoing']))
})
