import { expect, test } from './fixtures.ts'

/** Of a talk time as the table shows it, `1:02:03`; none is the least. */
const toSeconds = (talk: string) =>
  talk === '—' ? -1 : talk.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

test('a failing HostedSuite is an error with a way out, never an empty list', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  await product.setFaults({ list: { status: 500 } })
  await callsPage.goto()
  await expect(callsPage.alert).toContainText('The calls could not be loaded')
  await expect(page.getByText('No calls')).toBeHidden()
  await product.clearFaults()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
})

test('skeleton rows hold the place of the first calls', async ({ callsPage, product }) => {
  await product.setFaults({ list: { delayMs: 1200 } })
  await callsPage.goto('?size=25')
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'true')
  const before = await callsPage.table.boundingBox()
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  expect(await callsPage.table.boundingBox()).toEqual(before)
})

test('old rows stay, dimmed, while a new page loads', async ({ callsPage, product }) => {
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  const [first] = await callsPage.rows()
  await product.setFaults({ list: { delayMs: 1200 } })
  // Only the next page is read ahead.
  await callsPage.pager.last.click()
  await expect(callsPage.table).toHaveAttribute('data-faded', 'true')
  expect((await callsPage.rows())[0]).toEqual(first)
  await expect(callsPage.status).toHaveText('1,951–2,000 of 2,000 calls')
  await expect(callsPage.table).toHaveAttribute('data-faded', 'false')
})

test('how many pages another list has is not known before it comes', async ({
  callsPage,
  product,
}) => {
  await callsPage.goto()
  await expect(callsPage.pager.position).toHaveText('Page 1 of 40')
  await product.setFaults({ list: { delayMs: 1200 } })
  await callsPage.filters.choose(callsPage.filters.direction, 'Outgoing')
  await expect(callsPage.pager.position).toHaveText('Page 1')
  await expect(callsPage.pager.last).toBeDisabled()
  await expect(callsPage.pager.last).toBeEnabled()
  await expect(callsPage.pager.position).toHaveText(/^Page 1 of \d+$/)
})

test('a HostedSuite that gives ten calls at a time is shown in whole pages', async ({
  callsPage,
  product,
}) => {
  await callsPage.goto('?size=25&page=2')
  await expect(callsPage.status).toHaveText('26–50 of 2,000 calls')
  const whole = await callsPage.rows()
  await product.setFaults({ cap: 10 })
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText('26–50 of 2,000 calls')
  expect(await callsPage.rows()).toEqual(whole)
})

test('a filter that HostedSuite ignored is told, and applied to what is there', async ({
  callsPage,
  page,
  product,
}) => {
  await product.setFaults({ ignoreFilters: true })
  // So many that calls both ways are among them.
  await callsPage.goto('?direction=outgoing&size=200')
  await expect(page.getByText(/HostedSuite did not apply this filter: direction/)).toBeVisible()
  await expect(callsPage.status).toHaveText(/^1–200 of 2,000 calls · \d+ left out of this page$/)
  const rows = await callsPage.rows()
  expect(rows.length).toBeLessThan(200)
  expect(new Set(rows.map(({ Direction }) => Direction))).toEqual(new Set(['Outgoing']))

  await callsPage.goto('?client=none-such')
  await expect(page.getByText('No call on this page is one that was asked for')).toBeVisible()
  await page.getByRole('button', { name: 'Next page', exact: true }).first().click()
  await expect(callsPage.status).toHaveText(/^51–100 of 2,000 calls · 50 left out of this page$/)
})

test('an order that HostedSuite does not know is told, and kept within the page', async ({
  callsPage,
  page,
  product,
}) => {
  await product.setFaults({ ignoreSort: true })
  await callsPage.goto('?sort=-TalkTimeInSeconds&size=25')
  await expect(page.getByText(/they are sorted within this page only/)).toBeVisible()
  const talk = (await callsPage.rows()).map(({ Talk = '' }) => toSeconds(Talk))
  expect(talk).toEqual(talk.toSorted((a, b) => b - a))
})

test('a call that cannot be read says so, and can be read again', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  await callsPage.goto()
  await expect(callsPage.row(1)).toBeVisible()
  // This one is read again only when somebody asks for it.
  await product.setFaults({ list: { status: 500 } })
  await callsPage.open(1)
  await expect(callsPage.drawer.alert).toContainText('The call could not be read')
  await product.clearFaults()
  await callsPage.drawer.root.getByRole('button', { name: 'Retry' }).click()
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  await expect(page.getByRole('alert')).toBeHidden()
})
