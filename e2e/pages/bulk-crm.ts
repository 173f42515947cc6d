import type { Locator, Page } from '@playwright/test'
import type { CallsPage } from './calls-page.ts'

/** The dialog that logs the chosen calls to the CRM. */
export class BulkCrm {
  readonly page: Page
  readonly opener: Locator
  readonly dialog: Locator
  readonly start: Locator
  readonly pause: Locator
  readonly cancel: Locator
  readonly retry: Locator
  /** Whether a run that is under way is to be given up. */
  readonly question: Locator

  constructor(page: Page) {
    this.page = page
    this.opener = page
      .getByRole('group', { name: 'Selected calls' })
      .getByRole('button', { name: 'Log to CRM', exact: true })
    this.dialog = page.getByRole('dialog', { name: /^Log .+ to the CRM$/ })
    // It goes on in the same place.
    this.start = this.dialog.getByRole('button', { name: /^(Start|Resume)$/ })
    this.pause = this.dialog.getByRole('button', { name: 'Pause', exact: true })
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel', exact: true })
    this.retry = this.dialog.getByRole('button', { name: 'Retry failed', exact: true })
    this.question = page.getByRole('alertdialog')
  }

  /** The nth call of the dialog, from 1. */
  row(position: number): Locator {
    return this.dialog
      .getByRole('list', { name: 'Calls to log' })
      .locator('> li')
      .nth(position - 1)
  }

  idOf(position: number): Locator {
    return this.row(position).getByRole('textbox')
  }

  /** Chooses calls of the list by their places in it, and gives their ids. */
  async choose(callsPage: CallsPage, positions: number[]): Promise<string[]> {
    const ids: string[] = []
    for (const position of positions) {
      await callsPage.check(position).check()
      ids.push(await callsPage.idOf(position))
    }
    return ids
  }

  /** Pastes into the field of the nth call. */
  async paste(position: number, text: string): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await this.idOf(position).focus()
    await this.page.keyboard.press('ControlOrMeta+v')
  }
}
