import type { Locator, Page } from '@playwright/test'

/** Copying a link to the list on the page. */
export class Links {
  readonly opener: Locator
  readonly status: Locator
  /** What has to be copied by hand where the clipboard is not to be used. */
  readonly byHand: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.opener = page.getByRole('button', { name: /^(Copy link|Copied)$/ })
    this.status = page.getByRole('status').filter({ hasText: /copied$/ })
    this.byHand = page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^This browser lets the page copy nothing/ })
  }

  async copy(kind: 'Rolling link' | 'Frozen link'): Promise<string> {
    await this.choose(kind)
    await this.status.filter({ hasText: kind }).waitFor({ state: 'attached' })
    return this.page.evaluate(() => navigator.clipboard.readText())
  }

  async choose(kind: 'Rolling link' | 'Frozen link'): Promise<void> {
    await this.opener.click()
    await this.page.getByRole('menuitem', { name: kind }).click()
  }
}
