import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers } from './pages/sign-in-page.ts'

test('a link opens a call that the list does not contain', async ({ callsPage, page }) => {
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(1)
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  const id = new URL(page.url()).searchParams.get('call') ?? ''

  await callsPage.goto(`?range=today&call=${id}`)
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  await expect(callsPage.drawer.root).toContainText(id)
  await expect(callsPage.drawer.next).toBeDisabled()
})

test('an id that does not exist says so, and the list stays (F-12)', async ({
  callsPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/404 \(Not Found\)/)
  await callsPage.goto('?call=nope')
  await expect(callsPage.drawer.alert).toContainText('There is no such call')
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
})

test('a call of another center is not visible to an agent (F-12)', async ({
  page,
  signInPage,
  callsPage,
  context,
  expectedConsoleErrors,
}) => {
  // The recording of the first person's call may still be asked for while the cookies go.
  expectedConsoleErrors.push(/404 \(Not Found\)/, /401 \(Unauthorized\).*\/(rating|recording)/)
  await callsPage.goto('?center=PHL&size=25')
  await callsPage.open(1)
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  const address = page.url()

  await context.clearCookies()
  await signInPage.goto(address)
  await signInPage.signIn(demoUsers.agent)
  const agentsPage = new CallsPage(page)
  await expect(agentsPage.drawer.alert).toContainText('not visible to you')
  await expect(agentsPage.status).toHaveText(/ of [\d,]+ calls?$|^No calls/)
})

test('a call is opened, walked and left by keyboard, and the focus comes back to its row', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto()
  await callsPage.row(1).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(callsPage.row(3)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(drawer.interactions.first()).toBeVisible()
  await expect(callsPage.row(3)).toHaveAttribute('aria-current', 'true')

  await drawer.next.press('Enter')
  await expect(callsPage.row(4)).toHaveAttribute('aria-current', 'true')
  await drawer.previous.press('Enter')
  await expect(callsPage.row(3)).toHaveAttribute('aria-current', 'true')

  await page.keyboard.press('Escape')
  await expect(drawer.root).toBeHidden()
  await expect(callsPage.row(3)).toBeFocused()
})

test('Back closes the drawer and leaves the list as it was', async ({ callsPage, page }) => {
  await callsPage.goto('?size=100')
  await callsPage.row(80).scrollIntoViewIfNeeded()
  await callsPage.open(80)
  await expect(callsPage.drawer.root).toBeVisible()
  await page.goBack()
  await expect(callsPage.drawer.root).toBeHidden()
  await expect(callsPage.row(80)).toBeInViewport()
  await expect(callsPage.row(80)).toBeFocused()
})

test('opening a call asks for that call and its neighbours, and not for the list', async ({
  callsPage,
  page,
}) => {
  await callsPage.goto()
  await expect(callsPage.row(2)).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(`${request.method()} ${pathname}`)
  })
  await callsPage.open(2)
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
  expect(asked[0]).toBe(`GET /api/calls/${callsPage.openId()}`)
  // Its neighbours come after it, and so does what Driv.ly has.
  const others = asked.filter(
    (each) => !/^GET \/api\/calls\/\w+(\/rating|\/recording)?$/.test(each),
  )
  expect(others).toEqual([])
})

test('at 320 pixels the call lies over the list, and nothing sticks out', async ({
  callsPage,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await callsPage.goto()
  await expect(callsPage.row(1)).toBeVisible()
  await page.getByRole('button', { name: 'Show filters' }).click()
  await callsPage.filters.choose(callsPage.filters.direction, 'Outgoing')
  await page.getByRole('button', { name: 'Hide filters (1)' }).click()
  await callsPage.open(1)
  await expect(callsPage.drawer.save).toBeVisible()
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  expect(await width()).toBe(320)
  await callsPage.drawer.notes.fill('Half a thought')
  await expect(callsPage.drawer.status).toHaveText(/^Kept on this device/)
  await page.keyboard.press('Escape')
  await expect(callsPage.drawer.root).toBeHidden()
  await expect(page.getByRole('button', { name: 'Drafts (1)' })).toBeInViewport({ ratio: 1 })
  expect(await width()).toBe(320)
})

test('the open call stays in sight while its neighbours are walked', async ({ callsPage }) => {
  const { drawer } = callsPage
  await callsPage.goto()
  await callsPage.open(12)
  await expect(drawer.interactions.first()).toBeVisible()
  for (let at = 13; at <= 30; at += 1) {
    await drawer.next.click()
    await expect(callsPage.row(at)).toHaveAttribute('aria-current', 'true')
  }
  await expect(callsPage.row(30)).toBeInViewport()
})

test('a window that becomes narrower takes neither the text nor the focus', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto()
  await callsPage.open(1)
  await drawer.notes.fill('Wor')
  await page.setViewportSize({ width: 900, height: 700 })
  await page.keyboard.type('ld')
  await expect(drawer.notes).toHaveValue('World')
  await page.setViewportSize({ width: 1400, height: 700 })
  await page.keyboard.type('!')
  await expect(drawer.notes).toHaveValue('World!')
})

test('an id that nothing could have is left out of the link', async ({ callsPage, page }) => {
  await callsPage.goto('?call=../../session')
  await expect(page.getByText('Parts of this link could not be used')).toBeVisible()
  await expect(callsPage.drawer.root).toBeHidden()
})

test('a part of the page that does not arrive fails alone', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/ERR_FAILED/)
  await page.route(/\/assets\/open-call-.*\.js$/, (route) => route.abort())
  await callsPage.goto()
  await callsPage.open(1)
  await expect(callsPage.alert.filter({ hasText: 'The call cannot be shown' })).toBeVisible()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await page.unroute(/\/assets\/open-call-.*\.js$/)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(callsPage.drawer.interactions.first()).toBeVisible()
})
