import type { Locator, Page } from '@playwright/test'

/** The saved views of a person and of the team. */
export class SavedViews {
  readonly opener: Locator
  readonly menu: Locator
  readonly nameDialog: Locator
  readonly manager: Locator
  /** The names in the order in which they are listed. */
  readonly names: Locator
  readonly news: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.opener = page.getByRole('button', { name: /^Views/ })
    this.menu = page.getByRole('menu')
    this.nameDialog = page.getByRole('dialog', { name: 'Save this view', exact: true })
    this.manager = page.getByRole('dialog', { name: 'Your views', exact: true })
    this.names = this.manager.getByRole('listitem').getByRole('textbox')
    this.news = this.manager.getByRole('status')
  }

  async choose(name: string): Promise<void> {
    await this.opener.click()
    await this.menu
      .getByRole('menuitem', { name, exact: true })
      .or(this.menu.getByRole('menuitemradio', { name, exact: true }))
      .click()
  }

  async saveAs(name: string): Promise<void> {
    await this.choose('Save as…')
    await this.nameDialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await this.page.keyboard.press('Enter')
  }

  async press(button: string): Promise<void> {
    await this.manager.getByRole('button', { name: button, exact: true }).click()
  }

  async import(text: string): Promise<void> {
    const file = { name: 'views.json', mimeType: 'application/json', buffer: Buffer.from(text) }
    await this.manager.getByLabel('Import…').setInputFiles(file)
  }
}
