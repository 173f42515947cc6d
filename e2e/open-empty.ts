import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { CallsPage } from './pages/calls-page.ts'
import { type Product, readNote } from './product.ts'

/** Opens the nth call with nothing in its note. Returns its id. */
export async function openEmpty(page: Page, product: Product, position: number): Promise<string> {
  const callsPage = new CallsPage(page)
  await callsPage.open(position)
  await callsPage.drawer.interactions.first().waitFor()
  const { 'Call ID': id = '' } = await callsPage.drawer.facts()
  if ((await readNote(product, id)) !== '') {
    await callsPage.drawer.clear.click()
    await expect(callsPage.drawer.status).toHaveText(/notes cleared$/)
  }
  return id
}
