import type { Locator } from '@playwright/test'
import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { ColumnsPanel } from './pages/columns-panel.ts'

const FIRST = [
  '',
  'Start',
  'Direction',
  'Caller',
  'Client',
  'Agent',
  'Talk',
  'Hold',
  'Time split',
  'Notes',
]

const widthOf = async (header: Locator) => Math.round((await header.boundingBox())?.width ?? 0)

test('columns are shown, moved, pinned and given widths by keyboard, kept, and reset at once', async ({
  callsPage,
  page,
}) => {
  const panel = new ColumnsPanel(page)
  const headers = callsPage.table.getByRole('columnheader')
  await callsPage.goto('?size=25')
  await expect(headers).toHaveText(FIRST)

  await panel.opener.press('Enter')
  await panel.checkbox('Line').press('Space')
  await expect(headers).toHaveText([...FIRST, 'Line'])
  // It stands in the other list now, and the keyboard with it.
  await expect(panel.checkbox('Line')).toBeFocused()
  await panel.checkbox('Direction').press('Space')
  await panel.move('Agent', 'up').press('Enter')
  await expect(panel.move('Agent', 'up')).toBeFocused()
  await expect(panel.root).toContainText('Agent is column 3 of 9 now')
  await page.keyboard.press('Alt+ArrowUp')
  await panel.pin('Caller').press('Enter')
  await expect(panel.pin('Caller')).toHaveAttribute('aria-pressed', 'true')
  await panel.width('Client').fill('222')
  await panel.density('Compact').check()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await expect(panel.opener).toBeFocused()
  const chosen = [
    '',
    'Caller',
    'Start',
    'Agent',
    'Client',
    'Talk',
    'Hold',
    'Time split',
    'Notes',
    'Line',
  ]
  await expect(headers).toHaveText(chosen)
  expect(await widthOf(callsPage.header('Client'))).toBe(222)

  const handle = page.getByRole('separator', { name: 'Width of Client', exact: true })
  await handle.press('ArrowRight')
  await expect(handle).toHaveAttribute('aria-valuenow', '232')
  await handle.press('Home')
  await expect(handle).not.toHaveAttribute('aria-valuenow', '232')
  const talk = callsPage.header('Talk').getByRole('button')
  await talk.press('Alt+Shift+ArrowLeft')
  await expect(talk).toBeFocused()
  await expect(headers.nth(4)).toHaveText('Talk')
  await expect(page).toHaveURL(/\/calls\?size=25$/)

  await page.reload()
  await expect(headers.nth(4)).toHaveText('Talk')
  await expect(headers.nth(1)).toHaveText('Caller')
  await panel.opener.click()
  await expect(panel.density('Compact')).toBeChecked()
  await panel.reset.click()
  await expect(panel.reset).toBeDisabled()
  await expect(panel.density('Comfortable')).toBeChecked()
  await expect(headers).toHaveText(FIRST)
})

test('headers are dragged to other places and to other widths, and a pinned one stays', async ({
  callsPage,
  page,
}) => {
  const panel = new ColumnsPanel(page)
  const headers = callsPage.table.getByRole('columnheader')
  await callsPage.goto('?size=25')
  const handle = page.getByRole('separator', { name: 'Width of Caller', exact: true })
  await expect(handle).toBeVisible()
  const before = await widthOf(callsPage.header('Caller'))
  await handle.hover()
  await page.mouse.down()
  const { x = 0, y = 0 } = (await handle.boundingBox()) ?? {}
  await page.mouse.move(x + 30, y + 5)
  await page.mouse.move(x + 64, y + 5)
  await page.mouse.up()
  const after = await widthOf(callsPage.header('Caller'))
  expect(after - before).toBeGreaterThan(50)
  expect(after - before).toBeLessThan(70)
  await handle.dblclick()
  await expect.poll(() => widthOf(callsPage.header('Caller'))).toBe(before)

  await callsPage.header('Agent').dragTo(callsPage.header('Direction'), { steps: 4 })
  await expect(headers.nth(2)).toHaveText('Agent')
  await expect(callsPage.header('Agent')).not.toHaveAttribute('aria-sort')

  await panel.opener.click()
  await panel.pin('Agent').click()
  await panel.width('Notes').fill('800')
  await panel.width('Client').fill('800')
  await panel.close.click()
  const agent = headers.nth(1)
  await expect(agent).toHaveText('Agent')
  const place = await agent.boundingBox()
  await callsPage.row(3).getByRole('cell').last().scrollIntoViewIfNeeded()
  await expect(callsPage.header('Start')).not.toBeInViewport({ ratio: 0.5 })
  expect(await agent.boundingBox()).toEqual(place)
})

test('a link brings its columns, which become the reader’s own only when they say so', async ({
  callsPage,
  page,
}) => {
  const panel = new ColumnsPanel(page)
  const headers = callsPage.table.getByRole('columnheader')
  await callsPage.goto('?columns=CallerNumber,Nonsense,TalkTimeInSeconds.90&density=compact')
  await expect(headers).toHaveText(['', 'Number', 'Talk'])
  await expect(page.getByText('Parts of this link could not be used')).toBeVisible()
  await expect(page.getByText('columns: Nonsense')).toBeVisible()
  await expect(page).toHaveURL(/columns=CallerNumber,TalkTimeInSeconds\.90&density=compact$/)

  // Written as people do, with what HostedSuite has sent at hand.
  const number = callsPage.table.getByRole('cell', { name: /^\(\d{3}\) \d{3}-\d{4}$/ }).first()
  await expect(number).toBeVisible()

  await panel.opener.click()
  await panel.checkbox('Flag').check()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/columns=CallerNumber,TalkTimeInSeconds\.90,Flagged&/)
  await panel.leave.click()
  await expect(headers).toHaveText(FIRST)
  await expect(page).toHaveURL(/\/calls$/)

  await callsPage.goto('?columns=Notes,StartTime.pin')
  await panel.keep.click()
  await expect(page).toHaveURL(/\/calls$/)
  await expect(panel.keep).toBeHidden()
  await callsPage.goto()
  await expect(headers).toHaveText(['', 'Start', 'Notes'])
  await expectNoAxeViolations(page)
})

test('at 320 pixels the panel is a sheet, and a column more is a line more', async ({
  callsPage,
  page,
}) => {
  const panel = new ColumnsPanel(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await callsPage.goto('?size=25')
  await expect(callsPage.row(1)).toBeVisible()
  await panel.opener.click()
  await panel.checkbox('Center').check()
  await panel.pin('Center').click()
  await panel.move('Center', 'down').click()
  await expectNoAxeViolations(page)
  await panel.close.click()
  await expect(callsPage.row(1).getByRole('cell').nth(1)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('columns that do not arrive are told of where they are looked for, and can be asked for again', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/more-columns/)
  const isMore = /more-columns/
  await page.route(isMore, (route) => route.abort())
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  const panel = new ColumnsPanel(page)
  await panel.opener.click()
  await expect(panel.root.getByRole('alert')).toContainText('The other columns did not arrive.')
  await expect(panel.checkbox('Ring')).toBeHidden()
  await page.unroute(isMore)
  await panel.root.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(panel.checkbox('Ring')).toBeVisible()
  await expect(panel.root.getByRole('alert')).toBeHidden()
})

test('in a low frame the panel is whole, and scrolls', async ({ callsPage, page }) => {
  await page.setViewportSize({ width: 900, height: 400 })
  await callsPage.goto('?size=25')
  const panel = new ColumnsPanel(page)
  await panel.opener.click()
  await expect(panel.root).toBeInViewport({ ratio: 1 })
  await panel.checkbox('Notes').focus()
  await expect(panel.checkbox('Notes')).toBeInViewport()
})

test('of two columns that sort by the same, each turns the order', async ({ callsPage, page }) => {
  await callsPage.goto('?columns=TimeSplit,DurationInSeconds&size=25')
  const duration = callsPage.header('Duration').getByRole('button')
  await duration.click()
  await expect(callsPage.header('Time split')).toHaveAttribute('aria-sort', 'descending')
  await duration.click()
  await expect(callsPage.header('Time split')).toHaveAttribute('aria-sort', 'ascending')
  await expect(page).toHaveURL(/sort=DurationInSeconds/)
})
