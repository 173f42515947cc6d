import type { Locator, Page } from '@playwright/test'

/** Where columns are shown, hidden, moved, pinned and given widths. */
export class ColumnsPanel {
  readonly opener: Locator
  readonly root: Locator
  readonly reset: Locator
  readonly close: Locator
  /** What is offered where a link has brought columns of its own. */
  readonly keep: Locator
  readonly leave: Locator

  constructor(page: Page) {
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    this.opener = button('Columns')
    this.root = page.getByRole('dialog', { name: 'Columns', exact: true })
    this.reset = this.root.getByRole('button', { name: 'Reset', exact: true })
    this.close = this.root.getByRole('button', { name: 'Close', exact: true })
    this.keep = button('Make these my columns')
    this.leave = button('Back to my columns')
  }

  checkbox(column: string): Locator {
    return this.root.getByRole('checkbox', { name: column, exact: true })
  }

  pin(column: string): Locator {
    return this.root.getByRole('button', { name: `Pin ${column}`, exact: true })
  }

  move(column: string, direction: 'up' | 'down'): Locator {
    return this.root.getByRole('button', { name: `Move ${column} ${direction}`, exact: true })
  }

  width(column: string): Locator {
    return this.root.getByRole('spinbutton', { name: `Width of ${column} in pixels`, exact: true })
  }

  density(name: string): Locator {
    return this.root.getByRole('radio', { name, exact: true })
  }
}
