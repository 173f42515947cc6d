import type { Page } from '@playwright/test'
import { CallsPage } from './pages/calls-page.ts'

const isSave = ({ pathname }: URL) => pathname.endsWith('/notes')

/**
 * Presses the key that saves, and ends the session on the way: were it over before, anything else
 * that asks could bring the sign-in form between the person and the key.
 */
export async function saveTooLate(page: Page): Promise<void> {
  await page.route(
    isSave,
    async (route) => {
      await page.context().clearCookies()
      await route.continue()
    },
    { times: 1 },
  )
  await new CallsPage(page).drawer.notes.press('Control+Enter')
  await page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
}
