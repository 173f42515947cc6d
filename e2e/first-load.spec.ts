import type { Page, Request } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers } from './pages/sign-in-page.ts'
import { hold, isAsset } from './requests.ts'

function collectAssets(page: Page): Request[] {
  const assets: Request[] = []
  page.on('requestfinished', (request) => {
    if (isAsset(request)) assets.push(request)
  })
  return assets
}

test('script and style travel compressed, and are kept for good', async ({ callsPage, page }) => {
  const assets = collectAssets(page)
  const asked = page.waitForRequest(/\/api\/calls$/)
  await callsPage.goto()
  await asked
  // What comes later, the list has not waited for, however slow its answer is.
  const first = [...assets]
  await expect(callsPage.status).toContainText('calls')
  expect(first.length).toBeGreaterThan(2)
  for (const asset of assets) {
    const headers = await (await asset.response())?.allHeaders()
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  }
  const sizes = await Promise.all(first.map((asset) => asset.sizes()))
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  expect(bytes).toBeLessThan(140 * 1024)
})

test('the form answers before the list behind it has arrived', async ({ page, signInPage }) => {
  // The list, and what it shares with the parts that open from it.
  const letGo = await hold(page, /\/assets\/(?!door-|rolldown-runtime-).*\.js$/)
  const assets = collectAssets(page)
  await signInPage.goto('/calls')
  await signInPage.submit.click()
  await expect(signInPage.password).toHaveAccessibleDescription('Enter the password.')
  const sizes = await Promise.all(assets.map((asset) => asset.sizes()))
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  expect(bytes).toBeLessThan(95 * 1024)

  await signInPage.signIn(demoUsers.supervisor)
  letGo()
  await expect(new CallsPage(page).status).toContainText('calls')
})
