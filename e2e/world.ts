import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import { startingAt } from './clock.ts'
import { expect } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { startProduct } from './product.ts'

type World = {
  moment: string
  browserZone: string
  /** The zone of HostedSuite's zone-less times. */
  hostZone?: string
  /** CallRecordInfo objects. */
  calls: object[]
}

/** HostedSuite, the gateway and somebody's browser as they are at a moment. */
export async function openWorld(
  browser: Browser,
  { moment, browserZone, hostZone = 'UTC', calls }: World,
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'call-review-world-'))
  const file = path.join(folder, 'calls.ndjson')
  await writeFile(file, calls.map((call) => JSON.stringify(call)).join('\n'))
  const product = await startProduct(['--calls', file], {
    nodeArgs: startingAt(moment),
    env: { HOSTEDSUITE_TIME_ZONE: hostZone },
  })
  const baseURL = product.url.replace('127.0.0.1', 'localhost')
  const permissions = ['clipboard-read', 'clipboard-write']
  const context = await browser.newContext({
    baseURL,
    timezoneId: browserZone,
    permissions,
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(moment)
  const callsPage = new CallsPage(page)
  return {
    page,
    callsPage,
    product,
    open: async (link: string) => {
      const { pathname, search } = new URL(link, baseURL)
      await page.goto(pathname + search)
    },
    signIn: () => new SignInPage(page).signIn(demoUsers.supervisor),
    /** Ids and the times beside them. */
    read: async () => {
      await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
      const links = await callsPage.table
        .getByRole('link')
        .evaluateAll((all) =>
          all.map((link) => new URL(link.getAttribute('href') ?? '', location.href).search),
        )
      const ids = links.map((search) => new URLSearchParams(search).get('call') ?? '')
      return { ids, times: (await callsPage.rows()).map(({ Start }) => Start) }
    },
    close: async () => {
      await context.close()
      await product.stop()
      await rm(folder, { recursive: true })
    },
  }
}
