import { expect } from '@playwright/test'
import type { CallsPage } from './pages/calls-page.ts'

/** Presses a key once the open call is there, and gives the id of the call that it leads to. */
export async function step(callsPage: CallsPage, key: string): Promise<string> {
  await expect(callsPage.drawer.notes).toBeVisible()
  const from = callsPage.openId()
  await callsPage.page.keyboard.press(key)
  await expect(callsPage.page).not.toHaveURL((url) => url.searchParams.get('call') === from)
  return callsPage.openId()
}
