import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'

test('commands are found by typing, from anywhere, and Escape leads back', async ({
  callsPage,
  page,
}) => {
  const { filters, drawer, shortcuts } = callsPage
  const palette = page.getByRole('dialog', { name: 'Commands', exact: true })
  const options = palette.getByRole('option')
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  const id = await callsPage.idOf(3)

  await filters.clientId.focus()
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('last 7')
  await expect(options).toHaveText(['Date range: Last 7 days'])
  await expect(palette.getByRole('status')).toHaveText('1 command')
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(filters.clientId).toBeFocused()

  const run = async (text: string) => {
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').fill(text)
    await page.keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }
  // What holds already is no step: Back would do nothing (F-14).
  const steps = () => page.evaluate(() => window.history.length)
  const before = await steps()
  await run('all dates')
  await run('direction all')
  await run('last 7')
  await expect(filters.chips).toHaveText(['Last 7 days'])
  await expect(page).toHaveURL(/range=last7d/)
  expect(await steps()).toBe(before + 1)
  await run('drctn incm')
  await expect(filters.chips).toHaveText(['Last 7 days', 'Incoming'])
  await run('remove 7')
  await expect(filters.chips).toHaveText(['Incoming'])
  await run('clear')
  await expect(filters.chips).toHaveCount(0)
  await run('go min')
  await expect(filters.minimumTalkTime).toBeFocused()
  await run('show line')
  await expect(callsPage.header('Line')).toBeVisible()
  await run('hide notes')
  await expect(callsPage.header('Notes')).toBeHidden()
  await run('compact')
  await expect(callsPage.table).toHaveAttribute('data-density', 'compact')
  await run('reset')
  await expect(callsPage.header('Line')).toBeHidden()
  await expect(callsPage.header('Notes')).toBeVisible()
  await expect(callsPage.table).toHaveAttribute('data-density', 'comfortable')
  await run(id)
  await expect(drawer.root).toBeVisible()
  expect(callsPage.openId()).toBe(id)

  await page.getByRole('button', { name: 'Commands', exact: true }).click()
  await page.keyboard.type('shortcuts')
  await page.keyboard.press('Enter')
  await expect(shortcuts.root).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette).toBeHidden()
})
