// Pages stand still at a moment: calls that come in are counted, and move no row.
import { expect, test } from './fixtures.ts'
import type { CallsPage } from './pages/calls-page.ts'

test.use({ productArgs: ['--generate', '120', '--seed', '5'] })

const LOOKS_EVERY_MS = 30_000

/** A list stands still at the last second that is over: what comes in now belongs to it a second later. */
async function pastThisSecond(): Promise<void> {
  const now = Date.now()
  await expect.poll(() => Date.now() - now).toBeGreaterThan(2000)
}

async function idsOf(callsPage: CallsPage, rows: number): Promise<string[]> {
  await expect(callsPage.row(rows)).toBeVisible()
  const positions = Array.from({ length: rows }, (_, at) => at + 1)
  return Promise.all(positions.map((position) => callsPage.idOf(position)))
}

test('calls come in while somebody turns the pages: no row moves, none comes twice, and a button counts them', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  await page.clock.install()
  await callsPage.goto('?size=50')
  await expect(callsPage.status).toHaveText('1–50 of 120 calls')
  const seen = await idsOf(callsPage, 50)

  await product.addCalls([{ Id: 'new-1' }, { Id: 'new-2' }, { Id: 'new-3' }])
  const newCalls = page.getByRole('button', { name: '3 new calls' })
  await expect(async () => {
    await page.clock.fastForward(LOOKS_EVERY_MS)
    await expect(newCalls).toBeVisible({ timeout: 1000 })
  }).toPass()
  expect(await idsOf(callsPage, 50)).toEqual(seen)

  for (const [number, rows] of [
    [2, 50],
    [3, 20],
  ] as const) {
    await callsPage.pager.next.click()
    await expect(callsPage.status).toHaveText(
      `${(number - 1) * 50 + 1}–${(number - 1) * 50 + rows} of 120 calls`,
    )
    seen.push(...(await idsOf(callsPage, rows)))
  }
  expect(new Set(seen).size).toBe(120)
  expect(seen.filter((id) => id.startsWith('new-'))).toEqual([])

  // Where HostedSuite fails, nobody is taken away from the calls that are there.
  await product.setFaults({ list: { status: 500 } })
  await newCalls.click()
  await expect(callsPage.alert).toContainText('HostedSuite reported an error')
  await expect(callsPage.status).toHaveText('101–120 of 120 calls')
  await product.clearFaults()

  await pastThisSecond()
  await newCalls.click()
  await expect(callsPage.status).toHaveText('1–50 of 123 calls')
  expect((await idsOf(callsPage, 50)).slice(0, 3)).toEqual(['new-3', 'new-2', 'new-1'])
  await expect(newCalls).toBeHidden()
})

test('a frozen link shows the list of its moment, and leads to the calls until now', async ({
  callsPage,
  page,
  product,
}) => {
  const moment = `${new Date().toISOString().slice(0, 19)}Z`
  await pastThisSecond()
  await product.addCalls([{ Id: 'late' }])
  await pastThisSecond()
  await callsPage.goto('?size=50')
  await expect(callsPage.row(50)).toBeVisible()
  expect(await callsPage.idOf(1)).toBe('late')
  await callsPage.goto(`?size=50&asof=${encodeURIComponent(moment)}`)
  await expect(callsPage.row(50)).toBeVisible()
  expect(await callsPage.idOf(1)).not.toBe('late')
  await page.getByRole('button', { name: 'Show calls until now' }).click()
  await expect.poll(() => callsPage.idOf(1)).toBe('late')
  await expect(page).not.toHaveURL(/asof=/)
})

test('the next page is there before it is asked for', async ({ callsPage, page, product }) => {
  const isAhead = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/calls') && response.request().postDataJSON().page === 2,
  )
  await callsPage.goto('?size=50')
  await (await isAhead).finished()
  await product.setFaults({ list: { delayMs: 30_000 } })
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText(/^51–100 of/)
  await expect(callsPage.row(50)).toBeVisible()
})

test('who is on a call stays on it when others come in before it, and in the list when it shows others', async ({
  callsPage,
  page,
  product,
}) => {
  const run = async (command: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(command)
    await page.keyboard.press('Enter')
  }
  await callsPage.goto('?size=50')
  await expect(callsPage.row(50)).toBeVisible()
  const id = await callsPage.idOf(3)
  await callsPage.row(3).focus()
  await product.addCalls([{ Id: 'before-1' }, { Id: 'before-2' }])
  await pastThisSecond()

  await run('refresh')
  await expect.poll(() => callsPage.idOf(5)).toBe(id)
  await expect(callsPage.row(5)).toBeFocused()

  await run('outgoing')
  await expect(callsPage.filters.chips).toHaveText(['Outgoing'])
  const directions = async () => new Set((await callsPage.rows()).map((row) => row.Direction))
  await expect.poll(directions).toEqual(new Set(['Outgoing']))
  await expect(callsPage.row(5)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(callsPage.row(6)).toBeFocused()

  await run('incoming')
  await expect.poll(directions).toEqual(new Set(['Incoming']))
  await expect(callsPage.row(6)).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(callsPage.row(6)).toBeFocused()
})
