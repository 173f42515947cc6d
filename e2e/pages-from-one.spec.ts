import { expect, test } from './fixtures.ts'

// From its start, because where HostedSuite's pages begin is found out once.
const FAULTS = JSON.stringify({ firstPage: 1, totals: 'absent' })
test.use({ productArgs: ['--generate', '2000', '--seed', '7', '--faults', FAULTS] })

test('a HostedSuite that counts pages from 1 and tells no totals can be paged', async ({
  callsPage,
}) => {
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of more than 50 calls')
  const last = await callsPage.idOf(50)
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText('51–100 of more than 100 calls')
  await expect(callsPage.row(50)).toBeVisible()
  expect(await callsPage.idOf(1)).not.toBe(last)
  await expect(callsPage.pager.last).toBeDisabled()
})
