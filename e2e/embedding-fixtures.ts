import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, FrameLocator, Page } from '@playwright/test'
import { expect, test as base } from '@playwright/test'
import { openBrowser, type World } from './browser-worlds.ts'
import { makeSessionKeys, startGateway, startSandbox } from './gateway-client.ts'
import type { Portals } from './portal.ts'
import { startPortals } from './portal.ts'

type Embedding = Portals & {
  /** Listed by both gateways. */
  portal: string
  /** Of the vendor's own site, but over http; listed by the vendor's gateway. */
  plainPortal: string
  /** Listed by the intranet's gateway, whose cookies never come to a frame of another site. */
  foreignPortal: string
  /** Where a gateway with COOKIE_MODE strict is, on the portal's own site. */
  strict: string
  /** Where one with COOKIE_MODE embed is, on a site of its own. */
  embed: string
}

type TestFixtures = {
  /** Opens a browser that is closed with the test. */
  open: (world: World) => Promise<BrowserContext>
}

export const test = base.extend<TestFixtures, { embedding: Embedding }>({
  embedding: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern.
    async ({}, provide) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'call-review-embedding-'))
      const portals = await startPortals()
      const portal = portals.origin('portal.intranet.test')
      const foreignPortal = portals.origin('portal.elsewhere.test')
      const strict = portals.origin('calls.intranet.test')
      const embed = portals.origin('calls.vendor.test')
      const plainPortal = portals.origin('portal.vendor.test', 'http')
      const sandbox = await startSandbox()
      const start = async (origin: string, mode: string, embedOrigins: string[]) => {
        const gateway = await startGateway({
          HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
          SESSION_KEYS: makeSessionKeys(),
          PUBLIC_ORIGIN: origin,
          COOKIE_MODE: mode,
          EMBED_ORIGINS: embedOrigins.join(','),
          TRUSTED_PROXIES: '127.0.0.1',
          DATA_DIR: path.join(folder, mode),
          LOG_LEVEL: 'warn',
        })
        portals.passOn(new URL(origin).hostname, gateway.address)
        return gateway
      }
      const gateways = await Promise.all([
        start(strict, 'strict', [portal, foreignPortal]),
        start(embed, 'embed', [portal, plainPortal]),
      ])
      await provide({ ...portals, portal, plainPortal, foreignPortal, strict, embed })
      await portals.close()
      for (const server of [...gateways, sandbox]) await server.stop()
      await rm(folder, { recursive: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  open: async ({ playwright }, provide) => {
    const browsers: Awaited<ReturnType<typeof openBrowser>>[] = []
    await provide(async (world) => {
      const browser = await openBrowser(playwright.chromium, world)
      browsers.push(browser)
      return browser.context
    })
    for (const browser of browsers) await browser.close()
  },
})

export { expect }

/** The dashboard as people see it inside a frame, or in a tab. */
export class Dashboard {
  readonly form
  readonly list
  readonly newTab
  private readonly place: FrameLocator | Page

  constructor(place: FrameLocator | Page) {
    this.place = place
    this.form = place.getByRole('form', { name: 'Sign in', exact: true })
    this.list = place.getByRole('status').filter({ hasText: /\bcalls?\b/i })
    this.newTab = place.getByRole('link', { name: 'Open in a new tab', exact: true })
  }

  async submit(): Promise<void> {
    for (const [name, text] of [
      ['Customer name', 'demo'],
      ['User name', 'supervisor'],
      ['Password', 'supervisor'],
    ] as const) {
      await this.form.getByRole('textbox', { name, exact: true }).fill(text)
    }
    await this.form.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  async signIn(): Promise<void> {
    await this.submit()
    await expect(this.list).toHaveText(/of \d+ calls$/)
  }

  async signOut(): Promise<void> {
    await this.place.getByRole('button', { name: /supervisor$/ }).click()
    await this.place.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await expect(this.form).toBeVisible()
  }
}
