// `npm run screenshots`: the pictures that the README shows, of generated calls, and the icon of the tab.
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { CrmPart } from './pages/crm-part.ts'
import { VolumeStrip } from './pages/volume-strip.ts'

test.use({ productArgs: ['--generate', '20000', '--seed', '7'] })

const picture = (name: string) => path.join(import.meta.dirname, '..', 'docs', `${name}.png`)

test('the mark as a plain picture', async ({ page, baseURL, expectedConsoleErrors }) => {
  // A drawing by itself names no icon.
  expectedConsoleErrors.push(/favicon\.ico/)
  await page.setViewportSize({ width: 96, height: 96 })
  await page.goto(`${baseURL}/mark.svg`)
  const icon = path.join(import.meta.dirname, '..', 'public', 'icon.png')
  await page.screenshot({ path: icon, omitBackground: true })
})

for (const [name, colorScheme, width, height] of [
  ['call', 'light', 1440, 900],
  ['call-dark', 'dark', 1440, 900],
  ['call-narrow', 'light', 320, 700],
] as const) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport: { width, height } })

    test(`a call with a hold, a talk and a note (${name})`, async ({ callsPage, page }) => {
      await callsPage.goto('?range=last7d&minTalk=60&size=200')
      await expect(callsPage.status).toHaveText(/^1–/)
      const row = callsPage.table
        .getByRole('row')
        .filter({ has: page.getByRole('img', { name: /Ring.*Hold.*Talk.*Work/ }) })
        .filter({ hasText: /Incoming[^—]*\p{Ll}\.?$/u })
      await callsPage.open(row.first())
      await expect(callsPage.drawer.notes).not.toHaveValue('')
      await page.mouse.move(0, 0)
      await page.screenshot({ path: picture(name), animations: 'disabled' })
    })
  })
}

for (const [name, width, height] of [
  ['list', 1440, 900],
  ['list-narrow', 320, 700],
] as const) {
  test(`the calls of the last days (${name})`, async ({ callsPage, page }) => {
    await page.setViewportSize({ width, height })
    await callsPage.goto('?range=last30d')
    await expect(callsPage.status).toHaveText(/^1–/)
    const volume = new VolumeStrip(page)
    if (name === 'list') {
      await volume.opener.click()
      await expect
        .poll(async () => (await volume.counts()).every((count) => /^\d/.test(count)))
        .toBe(true)
      await page.mouse.move(0, 0)
    }
    await page.screenshot({ path: picture(name), animations: 'disabled' })
  })
}

test('a rating, a recording with its transcript, and a call that is logged', async ({
  callsPage,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 1500 })
  const crm = new CrmPart(page)
  await callsPage.goto('?range=last7d&minTalk=60&sort=TalkTimeInSeconds')
  await callsPage.open(2)
  await crm.logAs('300000047')
  await expect(crm.status).toHaveText(/^Logged as/)
  await crm.group.scrollIntoViewIfNeeded()
  await callsPage.drawer.root.screenshot({ path: picture('services'), animations: 'disabled' })
})

test('signing in', async ({ signInPage, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signInPage.goto()
  await expect(signInPage.form).toBeVisible()
  await page.screenshot({ path: picture('sign-in'), animations: 'disabled' })
})
