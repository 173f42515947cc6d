import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { BulkCrm } from './pages/bulk-crm.ts'
import { isLog, readCrmRecords } from './pages/crm-part.ts'
import { hold } from './requests.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('calls of two pages are logged with a column of IDs, and again nothing more', async ({
  callsPage,
  page,
  product,
}) => {
  const bulk = new BulkCrm(page)
  await callsPage.goto('?minTalk=30&size=25')
  const ids = await bulk.choose(callsPage, [1, 2, 3])
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText(/^26–50 of /)
  ids.push(...(await bulk.choose(callsPage, [1])))
  await bulk.opener.click()
  await expect(bulk.dialog).toContainText('Log 4 calls to the CRM')
  await expect(bulk.start).toBeDisabled()
  await expectNoAxeViolations(page)

  await bulk.paste(1, '11\n12\n\n14\n')
  await expect(bulk.dialog).toContainText('1 without an Interaction ID')
  await bulk.idOf(3).fill('thirteen')
  await expect(bulk.row(3)).toContainText('a whole number of at most 19 digits')
  await bulk.idOf(3).fill('9007199254740993')
  await bulk.start.click()
  await expect(bulk.dialog).toContainText('Done. 4 of 4 logged')
  for (const [at, id] of ids.entries()) {
    await expect(bulk.row(at + 1)).toContainText(`Logged as ${id}`)
    expect(await readCrmRecords(product, id)).toHaveLength(1)
  }
  expect((await readCrmRecords(product, ids[2] ?? ''))[0]).toContain(
    '"InteractionId":9007199254740993',
  )
  await expect(bulk.start).toBeDisabled()

  await page.keyboard.press('Escape')
  await expect(bulk.dialog).toBeHidden()
  await bulk.opener.click()
  await expect(bulk.dialog).toContainText('4 of 4 logged')
})

test('the run pauses by itself where no call can come through, and what failed is tried alone', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/50[23] /, /422 /)
  const bulk = new BulkCrm(page)
  await callsPage.goto('?minTalk=30&size=25')
  const ids = await bulk.choose(callsPage, [5, 6, 7, 8])
  await bulk.opener.click()
  await bulk.paste(1, '21\n22\n23\n24')
  await product.setFaults({ oracle: { create: { status: 503 } } })
  await bulk.start.click()
  await expect(bulk.dialog).toContainText('Paused. 0 of 4 logged')
  // Two are under way at once: both refusals have come.
  await expect(bulk.row(1)).toContainText('Waiting')
  await expect(bulk.row(2)).toContainText('Waiting')

  // One answer is lost although the CRM has the call.
  await product.setFaults({ oracle: { create: { resetAfterWrite: true, times: 2 } } })
  await bulk.start.click()
  await expect(bulk.dialog).toContainText(/\d failed/)
  await expect(bulk.retry).toBeEnabled()
  await product.clearFaults()
  await bulk.retry.click()
  await expect(bulk.dialog).toContainText('4 of 4 logged')
  for (const id of ids) expect(await readCrmRecords(product, id)).toHaveLength(1)
})

test('a run is paused, gone on with, and given up only when somebody says so', async ({
  callsPage,
  page,
  product,
}) => {
  const bulk = new BulkCrm(page)
  await callsPage.goto('?minTalk=30&size=25')
  const ids = await bulk.choose(callsPage, [10, 11, 12, 13, 14])
  await bulk.opener.click()
  await bulk.paste(1, '31\n32\n33\n34\n35')
  const letGo = await hold(page, '**/crm', isLog)
  await bulk.start.click()
  await bulk.pause.click()
  await expect(bulk.row(1)).toContainText('Logging…')
  letGo()
  await expect(bulk.dialog).toContainText('Paused. 2 of 5 logged')
  await expect(bulk.row(5)).toContainText('Waiting')

  await page.keyboard.press('Escape')
  await expect(bulk.question).toContainText('Stop logging?')
  await bulk.question.getByRole('button', { name: 'Go on' }).click()
  await expect(bulk.question).toBeHidden()
  await bulk.cancel.click()
  await expect(bulk.dialog).toContainText('Cancelled. 2 of 5 logged')

  await bulk.start.click()
  await expect(bulk.dialog).toContainText('Done. 5 of 5 logged')
  for (const id of ids) expect(await readCrmRecords(product, id)).toHaveLength(1)
})
