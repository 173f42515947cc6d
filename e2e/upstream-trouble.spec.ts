import { expect, test } from './fixtures.ts'

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
  await callsPage.pager.next.click()
  await expect(callsPage.table).toHaveAttribute('data-stale', 'true')
  expect((await callsPage.rows())[0]).toEqual(first)
  await expect(callsPage.status).toHaveText('51–100 of 2,000 calls')
  await expect(callsPage.table).toHaveAttribute('data-stale', 'false')
})

test('a HostedSuite that counts pages from 1 and tells no totals can be paged', async ({
  callsPage,
  product,
}) => {
  await product.setFaults({ firstPage: 1, totals: 'absent' })
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of more than 50 calls')
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText('51–100 of more than 100 calls')
  await expect(callsPage.pager.last).toBeDisabled()
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

test('a filter that HostedSuite ignored is told', async ({ callsPage, page, product }) => {
  await product.setFaults({ ignoreFilters: true })
  await callsPage.goto('?direction=outgoing')
  await expect(page.getByText(/HostedSuite did not apply this filter: direction/)).toBeVisible()
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
  await product.setFaults({ list: { body: 'truncated' } })
  await callsPage.open(1)
  await expect(callsPage.drawer.alert).toContainText('The call could not be read')
  await product.clearFaults()
  await callsPage.drawer.root.getByRole('button', { name: 'Retry' }).click()
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  await expect(page.getByRole('alert')).toBeHidden()
})
