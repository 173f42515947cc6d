import type { Locator, Page } from '@playwright/test'

const NAME = /^Call details/

export class CallDrawer {
  /** The drawer itself, for whether it is open and for its name, which says who called and when. */
  readonly root: Locator
  /** Who called and when. */
  readonly heading: Locator
  /** `Call 26 of 1,240` */
  readonly position: Locator
  readonly interactions: Locator
  readonly notes: Locator
  readonly save: Locator
  readonly clear: Locator
  readonly undo: Locator
  readonly copy: Locator
  readonly saveAndNext: Locator
  readonly earlierVersions: Locator
  readonly previous: Locator
  readonly next: Locator
  readonly close: Locator
  readonly status: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.root = page
      .getByRole('dialog', { name: NAME })
      .or(page.getByRole('complementary', { name: NAME }))
    const button = (name: string) => this.root.getByRole('button', { name, exact: true })
    this.heading = this.root.getByRole('heading', { level: 2 })
    this.position = this.root.getByText(/^Call [\d,]+( of [\d,]+)?$/)
    this.interactions = this.root
      .getByRole('list', { name: 'Interactions', exact: true })
      .getByRole('listitem')
    this.notes = this.root.getByRole('textbox', { name: 'Notes', exact: true })
    this.save = button('Save notes')
    this.clear = button('Clear notes')
    this.undo = button('Undo')
    this.copy = button('Copy')
    this.saveAndNext = button('Save and next')
    this.earlierVersions = this.root.getByText('Earlier versions', { exact: true })
    this.previous = button('Previous call')
    this.next = button('Next call')
    this.close = button('Close')
    this.status = this.root.getByRole('status')
    this.alert = this.root.getByRole('alert')
  }

  /** What is known about the call, by the words in front of it. */
  async facts(): Promise<Record<string, string>> {
    await this.root.getByRole('term').first().waitFor()
    const terms = await this.root.getByRole('term').allInnerTexts()
    const definitions = await this.root.getByRole('definition').allInnerTexts()
    return Object.fromEntries(terms.map((term, at) => [term.trim(), definitions[at]?.trim() ?? '']))
  }

  async writeNotes(text: string): Promise<void> {
    await this.notes.fill(text)
    await this.save.click()
  }
}
