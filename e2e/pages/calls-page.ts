import type { Locator, Page } from '@playwright/test'
import { CallDrawer } from './call-drawer.ts'

/** The texts of one row by the names of the columns shown. */
export type Row = Record<string, string>

export class CallsPage {
  readonly page: Page
  readonly heading: Locator
  readonly filters: Filters
  readonly pager: Pager
  readonly drawer: CallDrawer
  readonly table: Locator
  /** `1–50 of 2,000 calls` */
  readonly status: Locator
  readonly alert: Locator
  readonly refresh: Locator
  /** Says in which zone the times are, and opens the choice of another one. */
  readonly zone: Locator
  readonly dates: Dates
  /** Applies the note filter again, to the rows that it would leave out by now. */
  readonly applyAgain: Locator
  readonly shortcuts: Shortcuts
  readonly selection: Selection

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { name: 'Calls', exact: true })
    this.filters = new Filters(page)
    this.pager = new Pager(page)
    this.drawer = new CallDrawer(page)
    this.table = page
      .getByRole('table', { name: 'Calls', exact: true })
      .or(page.getByRole('grid', { name: 'Calls', exact: true }))
    this.status = page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /\bcalls?\b/i })
    this.alert = page.getByRole('alert')
    this.zone = page.getByRole('button', { name: /^Time zone: / })
    this.dates = new Dates(page)
    this.refresh = page.getByRole('button', { name: 'Refresh', exact: true })
    this.applyAgain = page.getByRole('button', { name: 'Re-apply', exact: true })
    this.shortcuts = new Shortcuts(page)
    this.selection = new Selection(page)
  }

  /** Opens the list, or the view that `search` describes: `?direction=incoming`. */
  async goto(search = ''): Promise<void> {
    await this.page.goto(`/calls${search}`)
  }

  /** The nth call of the list, from 1: the row of headers is number 0. */
  row(position: number): Locator {
    return this.table.getByRole('row').nth(position)
  }

  /** The id of the nth call of the list. */
  async idOf(position: number): Promise<string> {
    const address = await this.row(position).getByRole('link').first().getAttribute('href')
    return new URLSearchParams(address?.replace(/^[^?]*/, '')).get('call') ?? ''
  }

  /** The id of the open call. */
  openId(): string {
    return new URL(this.page.url()).searchParams.get('call') ?? ''
  }

  async rows(): Promise<Row[]> {
    const columns = await this.table.getByRole('columnheader').allInnerTexts()
    // All cells in one look, so that a list that changes meanwhile never mixes two pages.
    const cells = await this.table
      .getByRole('cell')
      .or(this.table.getByRole('gridcell'))
      .or(this.table.getByRole('rowheader'))
      .allInnerTexts()
    return Array.from({ length: cells.length / columns.length }, (_, row) =>
      Object.fromEntries(
        columns.map((column, at) => [
          column.trim(),
          cells[row * columns.length + at]?.trim() ?? '',
        ]),
      ),
    )
  }

  /** The header of a column, which carries `aria-sort`. */
  header(column: string): Locator {
    const button = this.page.getByRole('button', { name: column, exact: true })
    return this.table.getByRole('columnheader').filter({ has: button })
  }

  async sort(column: string): Promise<void> {
    await this.header(column).getByRole('button', { name: column, exact: true }).click()
  }

  /** The checkbox of the nth call. */
  check(position: number): Locator {
    return this.row(position).getByRole('checkbox')
  }

  async open(row: Locator | number): Promise<void> {
    await (typeof row === 'number' ? this.row(row) : row).click()
  }
}

class Filters {
  readonly root: Locator
  readonly dateRange: Locator
  readonly from: Locator
  readonly to: Locator
  readonly clientId: Locator
  readonly centerId: Locator
  readonly callId: Locator
  readonly direction: Locator
  readonly minimumTalkTime: Locator
  readonly maximumTalkTime: Locator
  readonly notes: Locator
  readonly clear: Locator
  /** One button per active filter, which removes it. */
  readonly chips: Locator

  constructor(page: Page) {
    this.root = page.getByRole('search', { name: 'Filters', exact: true })
    // Promised by name and not by role: a text field may become a picker.
    const field = (name: string) => this.root.getByLabel(name, { exact: true })
    this.dateRange = this.root.getByRole('combobox', { name: 'Date range', exact: true })
    this.from = field('From')
    this.to = field('To')
    this.clientId = field('Client ID')
    this.centerId = field('Center ID')
    this.callId = field('Call ID')
    this.direction = field('Direction')
    this.minimumTalkTime = field('Minimum talk time')
    this.maximumTalkTime = field('Maximum talk time')
    this.notes = field('Notes')
    this.clear = this.root.getByRole('button', { name: 'Clear filters', exact: true })
    this.chips = page.getByRole('button', { name: /^Remove filter: / })
  }

  async choose(filter: Locator, option: string): Promise<void> {
    await filter.selectOption({ label: option })
  }

  /** Types into a filter and leaves it, as someone does who moves on to the next one. */
  async enter(filter: Locator, text: string): Promise<void> {
    await filter.fill(text)
    await filter.press('Tab')
  }

  /** Removes the filter whose chip says `text`. */
  async remove(text: string): Promise<void> {
    await this.chips.filter({ hasText: text }).click()
  }
}

class Dates {
  readonly root: Locator
  readonly opener: Locator
  readonly zone: Locator
  readonly close: Locator

  constructor(page: Page) {
    this.opener = page.getByRole('button', { name: 'Choose dates', exact: true })
    this.root = page.getByRole('dialog', { name: 'Dates', exact: true })
    this.zone = this.root.getByRole('combobox', { name: 'Time zone', exact: true })
    this.close = this.root.getByRole('button', { name: 'Close', exact: true })
  }

  /** A day of the calendar by its English name: `October 9th, 2026`. */
  day(name: string): Locator {
    return this.root.getByRole('button', { name })
  }
}

class Selection {
  readonly root: Locator
  readonly page: Locator
  readonly copyTsv: Locator
  readonly copyMarkdown: Locator
  readonly clear: Locator

  constructor(page: Page) {
    this.root = page.getByRole('group', { name: 'Selected calls', exact: true })
    this.page = page.getByRole('checkbox', { name: 'Select all calls on this page', exact: true })
    const button = (name: string) => this.root.getByRole('button', { name, exact: true })
    this.copyTsv = button('Copy as TSV')
    this.copyMarkdown = button('Copy as Markdown')
    this.clear = button('Clear selection')
  }
}

class Shortcuts {
  readonly root: Locator
  readonly opener: Locator
  readonly singleKeys: Locator

  constructor(page: Page) {
    this.opener = page.getByRole('button', { name: 'Keyboard shortcuts', exact: true })
    this.root = page.getByRole('dialog', { name: 'Keyboard shortcuts', exact: true })
    this.singleKeys = this.root.getByRole('switch', { name: 'Single-key shortcuts', exact: true })
  }
}

class Pager {
  readonly root: Locator
  readonly first: Locator
  readonly previous: Locator
  readonly next: Locator
  readonly last: Locator
  /** `Page 1 of 40` */
  readonly position: Locator
  readonly rowsPerPage: Locator

  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Pagination', exact: true })
    const button = (name: string) => this.root.getByRole('button', { name, exact: true })
    this.first = button('First page')
    this.previous = button('Previous page')
    this.next = button('Next page')
    this.last = button('Last page')
    this.position = this.root.getByText(/^Page \d/)
    // May stand beside the buttons or among them.
    this.rowsPerPage = page.getByRole('combobox', { name: 'Rows per page', exact: true })
  }

  async show(rowsPerPage: number): Promise<void> {
    await this.rowsPerPage.selectOption(String(rowsPerPage))
  }
}
