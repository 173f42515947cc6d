import type { Locator, Page } from '@playwright/test'
import type { Product } from '../product.ts'

/** Rating, recording and transcript of the open call. */
export class RatedCall {
  readonly group: Locator
  readonly rating: Locator
  readonly note: Locator
  readonly save: Locator
  readonly clear: Locator
  readonly alert: Locator
  readonly recording: Locator
  readonly position: Locator
  readonly transcript: Locator

  constructor(page: Page) {
    this.group = page.getByRole('group', { name: 'Rating', exact: true })
    this.rating = this.group.getByRole('spinbutton', { name: 'Rating', exact: true })
    this.note = this.group.getByRole('textbox', { name: 'Rating note', exact: true })
    this.save = this.group.getByRole('button', { name: 'Save rating', exact: true })
    this.clear = this.group.getByRole('button', { name: 'Clear rating', exact: true })
    this.alert = this.group.getByRole('alert')
    this.recording = page.getByRole('region', { name: 'Recording', exact: true })
    this.position = this.recording.getByRole('slider', { name: 'Position', exact: true })
    this.transcript = page.getByRole('region', { name: 'Transcript', exact: true })
  }

  async rate(rating: string): Promise<void> {
    await this.rating.fill(rating)
    await this.save.click()
  }
}

/** The call as the sandbox's Driv.ly holds it. */
export async function readDrivlyCall({ sandboxUrl }: Product, id: string): Promise<object> {
  const headers = { authorization: 'Bearer drivly' }
  const answer = await fetch(`${sandboxUrl}/drivly/api/calls/${id}`, { headers })
  const { data }: { data: object } = await answer.json()
  return data
}
