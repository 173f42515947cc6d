import type { Page } from '@playwright/test'
import { makeSessionKeys, startGateway, startSandbox } from './gateway-client.ts'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'

/** Of each way to leave. */
const ROUNDS = Number(process.env.KEEP_ROUNDS ?? 1)

const TEXT =
  'Wants a call back, not before noon. Asked for the manager by name, and for the invoice of last month again. ' +
  'Was told that it is on its way; does not believe it. Speaks fast and quietly, from a car, so that the number ' +
  'may be wrong by a digit. If nobody answers there, the office knows where to find him until six tonight.'
/** More would take minutes; the rest is put in as if it had been pasted. */
const TYPED_AT_LEAST = 5
const TYPED_AT_MOST = 35

const LIST = `/calls?sort=StartTime&size=${ROUNDS > 4 ? 100 : 25}`

/** Leaves the note of the open call, and comes back to it. The page that it is in then. */
type Leave = (page: Page, address: string) => Promise<Page>

const WAYS: Record<string, Leave> = {
  'a reload': async (page) => {
    await page.reload()
    return page
  },
  'closing the tab': async (page, address) => {
    const next = await page.context().newPage()
    await page.close()
    await next.goto(address)
    return next
  },
  'going elsewhere and back': async (page) => {
    await page.goto('about:blank')
    await page.goBack()
    return page
  },
  'going back and forward in the page': async (page) => {
    await page.goBack()
    await expect(new CallsPage(page).drawer.root).toBeHidden()
    await page.goForward()
    return page
  },
  'looking at another call': async (page) => {
    const { drawer } = new CallsPage(page)
    await drawer.next.click()
    await expect(drawer.notes).not.toHaveValue(new RegExp(TEXT.slice(0, 10)))
    await drawer.previous.click()
    return page
  },
  'a lost connection': async (page) => {
    await page.context().setOffline(true)
    await new CallsPage(page).refresh.click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await page.context().setOffline(false)
    return page
  },
}

/** Those that end the session that a page began with. */
const WAYS_OUT: Record<string, Leave> = {
  'signing out': async (page, address) => {
    await page.getByRole('button', { name: 'supervisor' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    const dialog = page.getByRole('alertdialog', { name: /^\d+ notes? not sent/ })
    await dialog.getByRole('button', { name: 'Keep on this device' }).click()
    const signInPage = new SignInPage(page)
    await signInPage.form.waitFor()
    await signInPage.goto(address)
    await signInPage.signIn(demoUsers.supervisor)
    return page
  },
  'the end of the session': async (page) => {
    // On the way: were it over before, anything else that asks could bring the form between the person and the button.
    await page.route(
      '**/api/calls',
      async (route) => {
        await page.context().clearCookies()
        await route.continue()
      },
      { times: 1 },
    )
    await new CallsPage(page).refresh.click()
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await again.waitFor()
    const signInPage = new SignInPage(page)
    await signInPage.password.fill(demoUsers.supervisor.password)
    await signInPage.password.press('Enter')
    await expect(again).toBeHidden()
    return page
  },
}

/** Each way, `ROUNDS` times; every round with the note of another call, which is never sent. */
async function leaveInAllWays(firstPage: Page, ways: Record<string, Leave>): Promise<void> {
  test.setTimeout(45_000 + ROUNDS * Object.keys(ways).length * 10_000)
  let page = firstPage
  let position = 0
  let saves = 0
  page.context().on('request', (request) => {
    if (request.method() === 'PUT') saves += 1
  })
  for (const [way, leave] of Object.entries(ways)) {
    let lost = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      position += 1
      const { drawer } = new CallsPage(page)
      if (position === 1) await page.goto(LIST)
      else await drawer.close.click()
      await new CallsPage(page).open(position)
      await drawer.interactions.first().waitFor()
      const address = page.url()
      const keys = TYPED_AT_LEAST + Math.floor(Math.random() * (TYPED_AT_MOST - TYPED_AT_LEAST))
      const before = TEXT.slice(0, -keys)
      await drawer.notes.fill(before)
      await drawer.notes.press('End')
      await drawer.notes.pressSequentially(TEXT.slice(-keys), { delay: 30 })
      page = await leave(page, address)
      const after = new CallsPage(page).drawer
      await expect(after.status).toHaveText(/^Kept on this device/)
      const restored = await after.notes.inputValue()
      expect(TEXT.startsWith(restored), restored).toBe(true)
      lost += TEXT.length - restored.length
    }
    process.stdout.write(`R-07: ${way}, ${ROUNDS} times: ${lost} characters lost\n`)
    expect(lost).toBe(0)
  }
  // Nothing goes before somebody asks for it, and then once.
  expect(saves).toBe(0)
  const { drawer } = new CallsPage(page)
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  expect(saves).toBe(1)
}

test('leaving the page or the call loses no character and sends none (R-07)', async ({
  callsPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/ERR_INTERNET_DISCONNECTED/)
  await leaveInAllWays(callsPage.page, WAYS)
})

test('the end of a session loses no character and sends none (R-07)', async ({
  page,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/401 \(Unauthorized\)/)
  await signInPage.goto()
  await signInPage.signIn(demoUsers.supervisor)
  await new CallsPage(page).row(1).waitFor()
  await leaveInAllWays(page, WAYS_OUT)
})

test('a gateway that restarts loses nothing, and what was to be saved is saved (R-07); what could not be read comes by itself (R-11)', async ({
  page,
  expectedConsoleErrors,
}) => {
  test.setTimeout(90_000)
  expectedConsoleErrors.push(/ERR_CONNECTION_REFUSED/, /50[0-9] /)
  const sandbox = await startSandbox()
  const environment = {
    HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
    HOSTEDSUITE_TIME_ZONE: 'UTC',
    SESSION_KEYS: makeSessionKeys(),
  }
  const first = await startGateway(environment)
  const address = first.address.replace('127.0.0.1', 'localhost')
  const signInPage = new SignInPage(page)
  await signInPage.goto(`${address}/calls?sort=StartTime`)
  await signInPage.signIn(demoUsers.supervisor)
  const callsPage = new CallsPage(page)
  const { drawer } = callsPage
  await callsPage.open(1)
  await drawer.notes.fill('Before the restart')
  await first.stop()
  await drawer.notes.pressSequentially(', and after')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.alert).toContainText('is sent again by itself')

  const second = await startGateway({ ...environment, PORT: new URL(first.address).port })
  await expect(drawer.status).toHaveText(/^Saved/)
  await page.reload()
  await expect(drawer.notes).toHaveValue('Before the restart, and after')

  await sandbox.stop()
  await page.goto(`${address}/calls`)
  await expect(callsPage.alert).toContainText('The calls could not be loaded')
  const isRead = page.waitForResponse(
    (response) => response.url().endsWith('/api/calls') && response.ok(),
  )
  const again = await startSandbox(new URL(sandbox.hostedSuiteUrl).port)
  const backAt = performance.now()
  await isRead
  const seconds = (performance.now() - backAt) / 1000
  await expect(callsPage.status).toHaveText('1–50 of 200 calls')
  await expect(callsPage.alert).toHaveCount(0)
  process.stdout.write(`R-11: read again ${seconds.toFixed(1)} s after HostedSuite was back\n`)
  expect(seconds).toBeLessThanOrEqual(5)
  await page.close()
  await second.stop()
  await again.stop()
})
