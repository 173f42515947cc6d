// Bars of calls over the list: each is counted by a question of its own, and choosing some sets the range.
import type { Page, Request } from '@playwright/test'
import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { VolumeStrip } from './pages/volume-strip.ts'
import { countCalls } from './product.ts'

// A product of its own: what is added would be counted by the tests of others.
test.use({ productArgs: ['--generate', '2000', '--seed', '8'] })

/** Beside the generated calls, which are of the last 90 days: a week from Monday on. */
const WEEK = [3, 0, 5, 1, 2, 0, 4]
const WEEK_VIEW = '?from=2024-03-04&to=2024-03-10&size=25'
const dayOf = (at: number) => `2024-03-${String(at + 4).padStart(2, '0')}`

test.beforeAll(async ({ product }) => {
  const calls = WEEK.flatMap((count, day) =>
    Array.from({ length: count }, (_, at) => ({
      Id: `week-${day}-${at}`,
      StartTime: `${dayOf(day)} ${String(at * 5).padStart(2, '0')}:59:59`,
    })),
  )
  await product.addCalls(calls)
})

type Asked = { from?: string; to?: string; size: number; withLater?: boolean }

const bodyOf = (request: Request): Asked => request.postDataJSON()

/** Questions for the calls of a bar, apart from those for new calls and for what another filter would leave. */
const isCount = (request: Request) => {
  if (!request.url().endsWith('/api/calls')) return false
  const { from, to, size, withLater } = bodyOf(request)
  return size === 1 && from !== undefined && to !== undefined && withLater !== true
}

/** What was asked for bars, and how much of it at once. */
function watchCounts(page: Page) {
  const asked: Asked[] = []
  const underWay = new Set<Request>()
  const watch = { asked, mostAtOnce: 0, abandoned: 0, underWay }
  page.on('request', (request) => {
    if (!isCount(request)) return
    asked.push(bodyOf(request))
    underWay.add(request)
    watch.mostAtOnce = Math.max(watch.mostAtOnce, underWay.size)
  })
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => {
    if (underWay.delete(request)) watch.abandoned += 1
  })
  return watch
}

const toNumbers = (texts: string[]) => texts.map((text) => Number(text.replaceAll(',', '')))
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

test('every bar is what HostedSuite counts, and together they are the list', async ({
  callsPage,
  page,
  product,
}) => {
  const strip = new VolumeStrip(page)
  await callsPage.goto(WEEK_VIEW)
  await expect(callsPage.status).toHaveText('1–15 of 15 calls')
  await expect(strip.opener).toHaveAttribute('aria-expanded', 'false')
  await strip.opener.click()
  await expect(strip.opener).toHaveAttribute('aria-expanded', 'true')
  await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))
  expect((await strip.names())[0]).toBe('Monday 4 March 2024')
  for (const [at, count] of WEEK.entries()) {
    const day = { StartDate: `${dayOf(at)} 00:00:00`, EndDate: `${dayOf(at)} 23:59:59` }
    expect(await countCalls(product, day)).toBe(count)
  }
  await expect(strip.root).toContainText('Mon 4 Mar 2024, 00:00')
  await expect(strip.root).toContainText(/Sun 10 Mar 2024, 23:59:59 · \S/)
  await strip.point(7, 3)
  await expect(strip.root).toContainText('Wed 6 Mar 2024 · 5 calls')

  // A day by hours, a quarter by weeks, and a filter that holds for the bars as well.
  await callsPage.goto('?from=2024-03-06&to=2024-03-06')
  await expect
    .poll(async () => toNumbers(await strip.counts()).filter(Boolean))
    .toEqual([1, 1, 1, 1, 1])
  expect((await strip.names())[5]).toBe('Wednesday 6 March 2024, 05:00–05:59')
  await callsPage.goto('?from=2024-01-15&to=2024-03-31')
  await expect.poll(async () => sum(toNumbers(await strip.counts()))).toBe(15)
  await callsPage.goto('?range=last7d&direction=outgoing')
  await expect.poll(async () => sum(toNumbers(await strip.counts()))).toBeGreaterThan(0)
  const total = /of ([\d,]+) calls/.exec(await callsPage.status.innerText())?.[1] ?? ''
  expect([sum(toNumbers(await strip.counts()))]).toEqual(toNumbers([total]))

  // In another zone the calls of midnight are of the day before.
  await callsPage.goto(`${WEEK_VIEW}&tz=America/Denver`)
  await expect.poll(() => strip.counts()).toEqual(['1', '2', '4', '2', '0', '2', '2'])
  await expect(callsPage.status).toHaveText('1–13 of 13 calls')
  await expect(strip.root).toContainText('23:59:59 · America/Denver')
  // There the clock went from two to three on that Sunday.
  await callsPage.goto('?from=2024-03-10&to=2024-03-10&tz=America/Denver')
  await expect.poll(() => strip.names()).toHaveLength(23)
  await expect.poll(async () => sum(toNumbers(await strip.counts()))).toBe(2)
})

test('a bar is asked for once, few at a time, and never again on other pages, orders and calls', async ({
  callsPage,
  page,
  product,
}) => {
  const strip = new VolumeStrip(page)
  const watch = watchCounts(page)
  await callsPage.goto('?range=last30d&size=25')
  await expect(callsPage.status).toContainText('calls')
  await product.setFaults({ list: { delayMs: 150 } })
  await strip.opener.click()
  await expect(strip.table).toBeAttached()
  await expect.poll(async () => (await strip.counts()).includes('counting…')).toBe(false)
  await product.clearFaults()
  expect(watch.asked).toHaveLength(30)
  expect(new Set(watch.asked.map(({ from, to }) => `${from} ${to}`)).size).toBe(30)
  expect(watch.mostAtOnce).toBeGreaterThan(1)
  expect(watch.mostAtOnce).toBeLessThanOrEqual(4)

  const counts = await strip.counts()
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText(/^26–50/)
  await callsPage.pager.previous.click()
  await expect(callsPage.status).toHaveText(/^1–25/)
  await callsPage.sort('Talk')
  await expect(callsPage.header('Talk')).toHaveAttribute('aria-sort', /./)
  await callsPage.open(2)
  await expect(callsPage.drawer.notes).toBeVisible()
  await strip.opener.click()
  await expect(strip.root).toBeHidden()
  await strip.opener.click()
  await expect(strip.bars).toBeVisible()
  expect(await strip.counts()).toEqual(counts)
  expect(watch.asked).toHaveLength(30)
})

test('counts of a list that was left are abandoned', async ({ callsPage, page, product }) => {
  const strip = new VolumeStrip(page)
  const watch = watchCounts(page)
  await callsPage.goto('?range=last30d&size=25')
  await expect(callsPage.status).toContainText('calls')
  await product.setFaults({ list: { delayMs: 3000 } })
  await strip.opener.click()
  await expect.poll(() => watch.underWay.size).toBeGreaterThan(1)
  await callsPage.filters.choose(callsPage.filters.direction, 'Outgoing')
  await expect.poll(() => watch.abandoned).toBeGreaterThan(1)
  await product.clearFaults()
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
  await expect.poll(async () => (await strip.counts()).includes('counting…')).toBe(false)
  // Those that were let go, and the thirty of the list that is there now.
  expect(watch.asked).toHaveLength(30 + watch.abandoned)
})

test('dragging over bars and brushing them by key lead to the same address', async ({
  callsPage,
  page,
}) => {
  const strip = new VolumeStrip(page)
  await callsPage.goto(`${WEEK_VIEW}&page=1`)
  await strip.opener.click()
  await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))

  await strip.drag(7, 5, 3)
  await expect(callsPage.status).toHaveText('1–8 of 8 calls')
  await expect(page).toHaveURL(/from=2024-03-06&to=2024-03-08/)
  const dragged = page.url()
  await expect.poll(() => strip.names()).toHaveLength(3)
  await page.goBack()
  await expect(callsPage.status).toHaveText('1–15 of 15 calls')
  await expect.poll(() => strip.names()).toHaveLength(7)

  await strip.bars.focus()
  await strip.bars.press('Home')
  await expect(strip.bars).toHaveAttribute('aria-valuetext', 'Monday 4 March 2024, 3 calls')
  await strip.bars.press('ArrowRight')
  await strip.bars.press('ArrowRight')
  await expect(strip.bars).toHaveAttribute('aria-valuetext', 'Wednesday 6 March 2024, 5 calls')
  await strip.bars.press('Shift+End')
  await expect(page).toHaveURL(/from=2024-03-06&to=2024-03-10/)
  await strip.bars.press('Shift+ArrowLeft')
  await strip.bars.press('Shift+ArrowLeft')
  await expect(strip.bars).toHaveAttribute(
    'aria-valuetext',
    'Wednesday 6 March 2024 – Friday 8 March 2024, 8 calls',
  )
  await expect(page).toHaveURL(dragged)
  await expect(callsPage.status).toHaveText('1–8 of 8 calls')
  expect(await strip.names()).toHaveLength(7)
  await strip.bars.press('Enter')
  await expect.poll(() => strip.names()).toHaveLength(3)
  await expect(strip.bars).toBeFocused()

  // However many keys it took: one step.
  await page.goBack()
  await expect(page).toHaveURL(/from=2024-03-04&to=2024-03-10/)
  await expect.poll(() => strip.names()).toHaveLength(7)
})

test('one bar is chosen by a click, or by Enter', async ({ callsPage, page }) => {
  const strip = new VolumeStrip(page)
  await callsPage.goto(WEEK_VIEW)
  await strip.opener.click()
  await expect.poll(() => strip.names()).toHaveLength(7)
  await strip.drag(7, 3, 3)
  await expect(callsPage.status).toHaveText('1–5 of 5 calls')
  await expect(page).toHaveURL(/from=2024-03-06&to=2024-03-06/)
  const clicked = page.url()
  await expect.poll(() => strip.names()).toHaveLength(24)
  await strip.bars.press('Home')
  await strip.bars.press('Enter')
  await expect(page).toHaveURL(/from=2024-03-06&to=2024-03-06T00:59/)
  await page.goBack()
  await page.goBack()
  await expect.poll(() => strip.names()).toHaveLength(7)
  await strip.bars.press('Home')
  await strip.bars.press('ArrowRight')
  await strip.bars.press('ArrowRight')
  await strip.bars.press('Enter')
  await expect(page).toHaveURL(clicked)
})

test('Escape gives a drag up, and gives back what keys have changed; leaving keeps it', async ({
  callsPage,
  page,
}) => {
  const strip = new VolumeStrip(page)
  await callsPage.goto(WEEK_VIEW)
  await strip.opener.click()
  await expect.poll(() => strip.names()).toHaveLength(7)
  const address = page.url()

  await strip.drag(7, 2, 4, async () => {
    await expect(strip.root).toContainText('Tue 5 Mar 2024 – Thu 7 Mar 2024 · 6 calls')
    await page.keyboard.press('Escape')
    await expect(strip.root).not.toContainText('6 calls')
  })
  await strip.point(7, 1)
  await expect(strip.root).toContainText('Mon 4 Mar 2024 · 3 calls')
  expect(page.url()).toBe(address)

  await strip.bars.press('End')
  await strip.bars.press('Shift+ArrowLeft')
  await expect(callsPage.status).toHaveText('1–4 of 4 calls')
  await strip.bars.press('Escape')
  await expect(page).toHaveURL(address)
  await expect(callsPage.status).toHaveText('1–15 of 15 calls')
  expect(await strip.names()).toHaveLength(7)

  await strip.bars.press('Shift+Home')
  await expect(callsPage.status).toHaveText('1–11 of 11 calls')
  await strip.bars.press('Tab')
  await expect.poll(() => strip.names()).toHaveLength(6)
  await expect(page).toHaveURL(/to=2024-03-09/)
})

test('what could not be counted is shown as unknown, and counted on request', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const strip = new VolumeStrip(page)
  await callsPage.goto(WEEK_VIEW)
  await expect(callsPage.status).toHaveText('1–15 of 15 calls')
  await product.setFaults({ list: { status: 500, times: 4 } })
  await strip.opener.click()
  await expect(strip.retry).toBeVisible()
  await expect.poll(async () => (await strip.counts()).includes('counting…')).toBe(false)
  expect(await strip.counts()).toContain('not counted')
  await expect(strip.root).toContainText(/\d not counted/)
  await expectNoAxeViolations(page)
  await product.clearFaults()
  await strip.retry.press('Enter')
  await expect(strip.bars).toBeFocused()
  await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))
  await expect(strip.retry).toBeHidden()
})

test('where nothing can be counted the strip says why, and asks nothing', async ({
  callsPage,
  page,
  product,
}) => {
  const strip = new VolumeStrip(page)
  const watch = watchCounts(page)
  await callsPage.goto('?id=week-0-0')
  await expect(callsPage.row(1)).toBeVisible()
  await strip.opener.click()
  await expect(strip.root).toHaveText('The volume rests while a call is looked up by its ID.')
  await callsPage.goto('?from=2024-03-10&to=2024-03-04')
  await expect(strip.root).toHaveText('The volume rests while the filters contradict each other.')
  await callsPage.goto('?from=2999-01-01')
  await expect(strip.root).toHaveText('None of this range has begun yet.')
  await product.setFaults({ totals: 'absent' })
  await callsPage.goto(WEEK_VIEW)
  await expect(strip.root).toHaveText(
    'HostedSuite does not count these calls, so there are no bars to draw.',
  )
  expect(watch.asked).toEqual([])
})

test('bars that did not arrive are asked for again by another press', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/net::ERR_FAILED/)
  const strip = new VolumeStrip(page)
  await callsPage.goto(WEEK_VIEW)
  await page.route(/volume-strip-.*\.js$/, (route) => route.abort())
  await strip.opener.click()
  await expect(strip.missing).toBeVisible()
  await page.unroute(/volume-strip-.*\.js$/)
  await strip.opener.click()
  await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))
  await expect(strip.missing).toBeHidden()
})

test('an open strip is remembered, and a command closes it', async ({ callsPage, page }) => {
  const strip = new VolumeStrip(page)
  await callsPage.goto()
  await expect(callsPage.status).toContainText('calls')
  await expect(strip.root).toBeHidden()
  await strip.opener.click()
  await expect(strip.root).toContainText('the last 30 days')
  await expect(strip.bars).toHaveAttribute('aria-valuemax', '30')
  await page.reload()
  await expect(strip.bars).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command' }).fill('hide volume')
  await page.keyboard.press('Enter')
  await expect(strip.root).toBeHidden()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 700 } })

    test('the strip fits into 320 pixels and has no accessibility violations', async ({
      callsPage,
      page,
    }) => {
      const strip = new VolumeStrip(page)
      await callsPage.goto(WEEK_VIEW)
      await strip.opener.click()
      await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))
      await expectNoAxeViolations(page)
      await strip.bars.press('Home')
      await strip.bars.press('Shift+ArrowRight')
      await expect(callsPage.status).toHaveText('1–3 of 3 calls')
      await expectNoAxeViolations(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    })
  })
}

test.describe('by touch', () => {
  test.use({ hasTouch: true })

  test('a tap on a bar chooses it', async ({ callsPage, page }) => {
    const strip = new VolumeStrip(page)
    await callsPage.goto(WEEK_VIEW)
    await strip.opener.tap()
    await expect.poll(() => strip.counts()).toEqual(WEEK.map(String))
    await strip.bars.tap()
    await expect(callsPage.status).toHaveText('1–1 of 1 call')
    await expect(page).toHaveURL(/from=2024-03-07&to=2024-03-07/)
  })
})
