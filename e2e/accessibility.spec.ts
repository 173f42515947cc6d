import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { demoUsers } from './pages/sign-in-page.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme })

    test('signing in has no accessibility violations', async ({
      page,
      signInPage,
      expectedConsoleErrors,
    }) => {
      expectedConsoleErrors.push(/401 \(Unauthorized\)/)
      await signInPage.goto()
      await expect(signInPage.form).toBeVisible()
      await expectNoAxeViolations(page)
      await signInPage.signIn({ ...demoUsers.supervisor, password: 'guess' })
      await expect(signInPage.alert).toBeVisible()
      await expectNoAxeViolations(page)
    })

    test('the list and the drawer have no accessibility violations', async ({
      page,
      callsPage,
    }) => {
      await callsPage.goto('?direction=incoming&minTalk=10&size=25')
      await expect(callsPage.status).toHaveText(/^1–25/)
      await expectNoAxeViolations(page)
      await callsPage.open(1)
      await expect(callsPage.drawer.interactions.first()).toBeVisible()
      await expectNoAxeViolations(page)
      await page.getByRole('button', { name: 'supervisor' }).click()
      await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
      await expectNoAxeViolations(page)
    })

    test('a narrow page has no accessibility violations', async ({ page, callsPage }) => {
      await page.setViewportSize({ width: 320, height: 640 })
      await callsPage.goto('?direction=incoming&size=25')
      await expect(callsPage.status).toHaveText(/^1–25/)
      await expectNoAxeViolations(page)
      await callsPage.open(1)
      await expect(callsPage.drawer.interactions.first()).toBeVisible()
      await expectNoAxeViolations(page)
    })

    test('empty, failed and contradictory lists have no accessibility violations', async ({
      page,
      callsPage,
      product,
      expectedConsoleErrors,
    }) => {
      expectedConsoleErrors.push(/502 \(Bad Gateway\)/, /404 \(Not Found\)/)
      await callsPage.goto('?client=nobody&range=someday')
      await expect(page.getByText('No calls match')).toBeVisible()
      await expectNoAxeViolations(page)
      await callsPage.goto('?minTalk=9&maxTalk=1')
      await expect(callsPage.alert).toBeVisible()
      await expectNoAxeViolations(page)
      await callsPage.goto('?call=nope')
      await expect(callsPage.drawer.alert).toBeVisible()
      await expectNoAxeViolations(page)
      await product.setFaults({ list: { status: 500 } })
      await callsPage.goto()
      await expect(callsPage.alert).toBeVisible()
      await expectNoAxeViolations(page)
    })

    test('the list while it loads has no accessibility violations', async ({ page, callsPage }) => {
      // Held in the browser: the gateway would give up while the check is still at work.
      await page.route('**/api/calls', () => new Promise(() => undefined))
      await callsPage.goto()
      await expect(callsPage.table).toHaveAttribute('aria-busy', 'true')
      await expectNoAxeViolations(page)
    })
  })
}
