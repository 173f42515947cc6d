import type { Page } from '@playwright/test'
import { makeSessionKeys, startGateway, startSandbox } from './gateway-client.ts'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'

/** Of each way to leave. */
const ROUNDS = Number(process.env.KEEP_ROUNDS ?? 1)

const TEXT = 'Wants a call back, not before noon'

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
  'signing out': async (page, address) => {
    await page.getByRole('button', { name: 'supervisor' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    const dialog = page.getByRole('alertdialog', { name: /^\d notes? not sent/ })
    await dialog.getByRole('button', { name: 'Keep on this device' }).click()
    const signInPage = new SignInPage(page)
    await signInPage.form.waitFor()
    await signInPage.goto(address)
    await signInPage.signIn(demoUsers.supervisor)
    return page
  },
  'the end of the session': async (page) => {
    await page.context().clearCookies()
    const callsPage = new CallsPage(page)
    await callsPage.pager.next.click()
    await signInAgain(page)
    return page
  },
}

async function signInAgain(page: Page) {
  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await again.waitFor()
  const signInPage = new SignInPage(page)
  await signInPage.password.fill(demoUsers.supervisor.password)
  await signInPage.password.press('Enter')
  await expect(again).toBeHidden()
}

for (const [way, leave] of Object.entries(WAYS)) {
  test(`${way} loses no character (R-07)`, async ({
    page: firstPage,
    signInPage,
    expectedConsoleErrors,
  }) => {
    expectedConsoleErrors.push(/401 \(Unauthorized\)/)
    test.setTimeout(45_000 + ROUNDS * 10_000)
    let page = firstPage
    await signInPage.goto('/calls?sort=StartTime')
    await signInPage.signIn(demoUsers.supervisor)
    await new CallsPage(page).row(1).waitFor()
    let lost = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      await page.goto('/calls?sort=StartTime')
      await new CallsPage(page).open(round)
      const { notes, interactions } = new CallsPage(page).drawer
      await interactions.first().waitFor()
      const address = page.url()
      const typed = TEXT.slice(0, 5 + Math.floor(Math.random() * (TEXT.length - 5)))
      await notes.fill('')
      await notes.pressSequentially(typed, { delay: 30 })
      page = await leave(page, address)
      const after = new CallsPage(page).drawer
      await expect(after.status).toHaveText(/^Kept on this device/)
      const restored = await after.notes.inputValue()
      expect(typed.startsWith(restored), restored).toBe(true)
      lost += typed.length - restored.length
    }
    process.stdout.write(`R-07: ${way}, ${ROUNDS} times: ${lost} characters lost\n`)
    expect(lost).toBe(0)
  })
}

test('a gateway that restarts loses nothing, and what was to be saved is saved (R-07)', async ({
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/ERR_CONNECTION_REFUSED/)
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
  await page.close()
  await second.stop()
  await sandbox.stop()
})
