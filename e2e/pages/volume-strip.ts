import type { Locator, Page } from '@playwright/test'

/** The bars of calls by hour or day over the list. */
export class VolumeStrip {
  readonly opener: Locator
  readonly root: Locator
  /** The bars, which are one slider. */
  readonly bars: Locator
  /** What is said of them, for those who do not see them. */
  readonly table: Locator
  readonly retry: Locator
  /** Said where the strip itself could not be loaded. */
  readonly missing: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.opener = page.getByRole('button', { name: 'Volume', exact: true })
    this.root = page.getByRole('region', { name: 'Volume', exact: true })
    this.bars = this.root.getByRole('slider', { name: 'Range', exact: true })
    this.table = this.root.getByRole('table', { name: /^Calls per / })
    this.missing = page.getByRole('alert').filter({ hasText: /^The volume did not arrive/ })
    this.retry = this.root.getByRole('button', { name: 'Retry', exact: true })
  }

  /** What is said of each bar, first to last: a number, or why there is none. */
  counts(): Promise<string[]> {
    return this.table.getByRole('cell').allInnerTexts()
  }

  names(): Promise<string[]> {
    return this.table.getByRole('rowheader').allInnerTexts()
  }

  /** Presses on the nth bar of so many, from 1, and lets go on another one; `beforeLettingGo` comes in between. */
  async drag(
    bars: number,
    from: number,
    to: number,
    beforeLettingGo: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    await this.page.mouse.move(...(await this.middleOf(from, bars)))
    await this.page.mouse.down()
    await this.page.mouse.move(...(await this.middleOf(to, bars)), { steps: 3 })
    await beforeLettingGo()
    await this.page.mouse.up()
  }

  async point(bars: number, at: number): Promise<void> {
    await this.page.mouse.move(...(await this.middleOf(at, bars)))
  }

  private async middleOf(at: number, bars: number): Promise<[x: number, y: number]> {
    const { x = 0, y = 0, width = 0, height = 0 } = (await this.bars.boundingBox()) ?? {}
    return [x + ((at - 0.5) / bars) * width, y + height / 2]
  }
}
