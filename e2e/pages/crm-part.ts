import type { Locator, Page, Request } from '@playwright/test'
import type { Product } from '../product.ts'

/** The CRM part of the open call. */
export class CrmPart {
  readonly group: Locator
  readonly interactionId: Locator
  readonly log: Locator
  readonly status: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.group = page.getByRole('group', { name: 'CRM', exact: true })
    this.interactionId = this.group.getByRole('textbox', { name: 'Interaction ID', exact: true })
    this.log = this.group.getByRole('button', { name: 'Log to CRM', exact: true })
    this.status = this.group.getByRole('status')
    this.alert = this.group.getByRole('alert')
  }

  async logAs(interactionId: string): Promise<void> {
    await this.interactionId.fill(interactionId)
    await this.log.click()
  }
}

/** Whether a page asks to log a call. */
export const isLog = (request: Request): boolean =>
  request.method() === 'POST' && request.url().endsWith('/crm')

const FIRST_ID = 300_000_000_000_000
const PATH = '/oracle/crmRestApi/resources/11.13.18.05/phoneCalls'

/** The texts of all records that the sandbox's CRM holds of one call. Its ids are in order: a new one is the last. */
export async function readCrmRecords({ sandboxUrl }: Product, callId: string): Promise<string[]> {
  const headers = {
    authorization: `Basic ${Buffer.from('crm:crm').toString('base64')}`,
    'content-type': 'application/json',
  }
  const read = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${sandboxUrl}${PATH}${path}`, { headers, ...init })).text()
  const last = await read('', { method: 'POST', body: '{"InteractionId":1}' })
  const [, newest = ''] = /"CallId":(\d+)/.exec(last) ?? []
  const records: string[] = []
  for (let id = FIRST_ID; id < Number(newest); id += 1) {
    const record = await read(`/${id}`)
    if (record.includes(`"ExternalSystemCallId":"${callId}"`)) records.push(record)
  }
  return records
}
