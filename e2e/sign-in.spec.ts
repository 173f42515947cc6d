import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { listCalls } from './product.ts'

const refused = /401 \(Unauthorized\)/

test('a wrong password is refused in one sentence, and the right one then works', async ({
  page,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(refused)
  await signInPage.goto()
  await signInPage.signIn({ ...demoUsers.supervisor, password: 'guess' })
  await expect(signInPage.alert).toContainText('HostedSuite refused this sign-in')
  await expect(signInPage.password).toBeFocused()
  await signInPage.password.fill('supervisor')
  await signInPage.password.press('Enter')
  await expect(new CallsPage(page).status).toContainText('of 2,000 calls')
})

test('the list opens with its calls, or after a second without them', async ({
  page,
  signInPage,
  product,
}) => {
  await page.addInitScript(() =>
    new MutationObserver(() => {
      if (document.querySelector('tbody tr[aria-hidden]') !== null)
        document.documentElement.dataset.waited = 'true'
    }).observe(document, { childList: true, subtree: true }),
  )
  const callsPage = new CallsPage(page)
  await page.clock.install()
  await signInPage.goto('/calls?direction=incoming')
  await expect(signInPage.customerName).toBeFocused()
  // The second does not pass, however slow this machine is.
  await page.clock.pauseAt(Date.now() + 60_000)
  await signInPage.signIn(demoUsers.supervisor)
  await expect(callsPage.status).toContainText('calls')
  await expect(page.locator('html')).not.toHaveAttribute('data-waited')

  await page.clock.resume()
  await page.context().clearCookies()
  await product.setFaults({ list: { delayMs: 4000 } })
  await signInPage.goto('/calls')
  await signInPage.signIn(demoUsers.supervisor)
  await expect(callsPage.status).toContainText('of 2,000 calls')
  await expect(page.locator('html')).toHaveAttribute('data-waited', 'true')
})

test('a client-level login is refused', async ({ signInPage, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(refused)
  await signInPage.goto()
  await signInPage.signIn(demoUsers.client)
  await expect(signInPage.alert).toContainText('client-level logins cannot be used here')
})

test('an empty form says what is missing, in place, and asks nobody', async ({
  page,
  signInPage,
}) => {
  await signInPage.goto()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.method()))
  await signInPage.submit.click()
  await expect(signInPage.customerName).toHaveAccessibleDescription('Enter the customer name.')
  await expect(signInPage.userName).toHaveAccessibleDescription('Enter the user name.')
  await expect(signInPage.password).toHaveAccessibleDescription('Enter the password.')
  await expect(signInPage.customerName).toBeFocused()
  expect(asked).not.toContain('POST')
})

test('L-09 who has failed too often is told for how long to wait, once, and sees it pass', async ({
  page,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(refused, /429 \(Too Many Requests\)/)
  await page.clock.install()
  await signInPage.goto()
  // Somebody else than in all other tests: the count is kept for a person.
  const forgetful = { ...demoUsers.supervisor, userName: 'forgetful', password: 'guess' }
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    const answer = page.waitForResponse('**/session')
    await signInPage.signIn(forgetful)
    await answer
    await expect(signInPage.alert).toBeVisible()
  }

  const timer = page.getByRole('timer')
  await expect(signInPage.alert).toHaveText(
    /^Too many sign-ins have failed\. Try again in (2[89]|30) seconds\.$/,
  )
  const sentence = await signInPage.alert.innerText()
  await page.clock.fastForward(10_000)
  await expect(timer).toHaveText(/^(1\d|20) seconds to go\.$/)
  await expectNoAxeViolations(page)
  await page.clock.fastForward(20_000)
  await expect(timer).toHaveText('You can try again now.')
  await expect(signInPage.alert).toHaveText(sentence)
})

test('HostedSuite being down is not called a wrong password', async ({
  signInPage,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  await product.setFaults({ list: { body: 'html-login' } })
  await signInPage.goto()
  await signInPage.signIn(demoUsers.supervisor)
  await expect(signInPage.alert).toContainText('an answer that cannot be read')
  await expect(signInPage.password).toHaveValue('supervisor')
})

test('after sign-in the password is nowhere in the page', async ({
  page,
  signInPage,
  context,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(refused)
  await signInPage.goto('/calls')
  // The demo passwords are words that the page has other reasons to show; this one it has not.
  await signInPage.signIn({ ...demoUsers.agent, password: 'Xq7-never-kept' })
  await expect(signInPage.alert).toBeVisible()
  await signInPage.signIn(demoUsers.agent)
  await expect(new CallsPage(page).status).toContainText('calls')
  const kept = await page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      window.location.href,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
    ]),
  )
  expect(kept).not.toContain('Xq7-never-kept')
  await expect(signInPage.password).toHaveCount(0)
  const cookies = await context.cookies()
  expect(cookies.map(({ name }) => name)).toContain('crd_dev')
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(cookie.value).not.toContain('agent')
  }
})

test('an agent sees the calls of his own centers and no others', async ({
  page,
  signInPage,
  product,
}) => {
  const callsPage = new CallsPage(page)
  const [call] = await listCalls(product, { CenterId: 'PHL' })
  await signInPage.goto(`/calls?id=${call?.Id}`)
  await signInPage.signIn(demoUsers.agent)
  await expect(page.getByText('No calls match')).toBeVisible()
  await callsPage.goto()
  await expect(callsPage.status).toHaveText(/^1–50 of (1,)?\d{3} calls$/)
})

test('a session that ends asks for the password over the page, and nothing typed goes away', async ({
  page,
  context,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(refused)
  const callsPage = new CallsPage(page)
  await signInPage.goto('/calls?direction=outgoing')
  await signInPage.signIn(demoUsers.supervisor)
  await callsPage.open(2)
  await callsPage.drawer.notes.fill('Half a thought')
  await context.clearCookies()
  // By key: something else may have asked by now, so that the dialog lies over the button.
  await page.keyboard.press('Control+Enter')

  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(again).toBeVisible()
  await expect(signInPage.password).toBeFocused()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
  await expect(again).toBeVisible()
  await expect(signInPage.userName).toHaveValue('supervisor')
  await signInPage.password.fill('supervisor')
  await signInPage.password.press('Enter')
  await expect(again).toBeHidden()

  await expect(callsPage.drawer.notes).toHaveValue('Half a thought')
  await callsPage.drawer.save.click()
  await expect(callsPage.drawer.status).toHaveText(/^Saved/)
  await expect(page).toHaveURL(/direction=outgoing&call=/)
})

test('a page never acts as somebody who signed in elsewhere in the same browser', async ({
  page,
  context,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(refused)
  const callsPage = new CallsPage(page)
  await signInPage.goto('/calls')
  await signInPage.signIn(demoUsers.supervisor)
  await expect(callsPage.status).toContainText('of 2,000 calls')

  const other = await context.newPage()
  await context.clearCookies()
  await new SignInPage(other).goto('/calls')
  await new SignInPage(other).signIn(demoUsers.agent)
  await expect(new CallsPage(other).status).toContainText('calls')

  await callsPage.pager.next.click()
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible()
  await other.reload()
  await expect(new CallsPage(other).status).toContainText('calls')
})
