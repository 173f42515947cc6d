import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { ask } from '../gateway-client.ts'
import { CallsPage } from '../pages/calls-page.ts'
import { demoUsers } from '../pages/sign-in-page.ts'
import { readMetric } from './read-metrics.ts'

/** HostedSuite locks an account after some refusals. */
const MOST_REFUSALS = 4
const LATEST_MS = 5000
const LATECOMERS = 20

// A product of its own: others sign in and read calls all the time.
test.use({ productArgs: ['--generate', '20000', '--seed', '12'] })

test('after a change of the password three tabs ask for it, and HostedSuite hears the old one four times at most', async ({
  page,
  context,
  product,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/401 \(Unauthorized\)/)
  await signInPage.goto('/calls?size=25')
  await signInPage.signIn(demoUsers.supervisor)
  await expect(new CallsPage(page).status).toContainText('of 20,000 calls')
  const tabs = [page, await context.newPage(), await context.newPage()]
  for (const tab of tabs.slice(1)) {
    await new CallsPage(tab).goto('?size=25')
    await expect(new CallsPage(tab).status).toContainText('of 20,000 calls')
  }
  const { drawer } = new CallsPage(page)
  await new CallsPage(page).open(1)
  await drawer.notes.fill('Half a thought')

  // Slow enough for all tabs to have asked before the first refusal is known.
  await product.setFaults({ list: { delayMs: 150 } })
  for (const tab of tabs) {
    await keepTurningPages(tab)
    await watchForSignIn(tab)
  }
  const before = await countLists(product.url)
  await expect.poll(() => countLists(product.url)).toBeGreaterThan(before + tabs.length)
  await product.setFaults({ list: { delayMs: 150 }, passwordsChanged: true })
  const changedAt = Date.now()
  await Promise.all(tabs.map((tab) => expect(againIn(tab)).toBeVisible()))
  const afterMs = Math.max(...(await Promise.all(tabs.map(askedAtMs)))) - changedAt

  const headers = { cookie: await cookieHeader(page) }
  for (let number = 0; number < LATECOMERS; number += 1) {
    const late = await ask(product.url, { method: 'GET', path: '/api/calls/1', headers })
    expect(late).toMatchObject({ status: 401, body: { code: 'SESSION_EXPIRED' } })
  }
  const refusals = await countLists(product.url, { outcome: 'auth' })
  process.stdout.write(
    `A changed password: ${refusals} refused attempts from 3 tabs, all asked to sign in after ${afterMs} ms\n`,
  )
  expect(afterMs).toBeLessThanOrEqual(LATEST_MS)
  expect(refusals).toBeGreaterThan(0)
  expect(refusals).toBeLessThanOrEqual(MOST_REFUSALS)

  await product.clearFaults()
  await signInPage.password.fill('supervisor')
  await signInPage.password.press('Enter')
  await expect(againIn(page)).toBeHidden()
  await expect(drawer.notes).toHaveValue('Half a thought')
})

const againIn = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' })

/** In the page itself, so that it goes on whatever lies over it, and whether or not an answer has come. */
async function keepTurningPages(tab: Page): Promise<void> {
  await new CallsPage(tab).pager.next.evaluate((button: HTMLElement) => {
    setInterval(() => button.click(), 400)
  })
}

/** Notes when the page asked to sign in again: whoever looks from outside has to wait for a busy browser. */
const watchForSignIn = (tab: Page) =>
  tab.evaluate(() => {
    const watcher = new MutationObserver(() => {
      const dialogs = [...document.querySelectorAll('dialog[open]')]
      if (!dialogs.some(({ textContent }) => textContent.includes('Sign in again'))) return
      document.documentElement.dataset.askedAtMs = String(Date.now())
      watcher.disconnect()
    })
    watcher.observe(document, { childList: true, subtree: true, attributes: true })
  })

const askedAtMs = async (tab: Page): Promise<number> =>
  Number(await tab.locator('html').getAttribute('data-asked-at-ms'))

const countLists = (address: string, labels: Record<string, string> = {}) =>
  readMetric(address, 'call_review_hostedsuite_duration_seconds_count', {
    operation: 'list',
    ...labels,
  })

async function cookieHeader(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
