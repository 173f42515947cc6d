import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserType, Page } from '@playwright/test'
import { findChromium } from './find-chromium.ts'

/** How a browser treats what is embedded from another site. */
export type World = {
  /** Storage is one for each site around a frame. */
  isPartitioned: boolean
  allowsOthersCookies: boolean
  /** False for somebody who has turned all cookies off. */
  keepsCookies?: boolean
}

export const WORLDS: World[] = [
  { isPartitioned: true, allowsOthersCookies: true },
  { isPartitioned: true, allowsOthersCookies: false },
  { isPartitioned: false, allowsOthersCookies: true },
  { isPartitioned: false, allowsOthersCookies: false },
]

/** What people have today. */
export const COMMON_WORLD: World = { isPartitioned: true, allowsOthersCookies: false }

export const nameOf = ({ isPartitioned, allowsOthersCookies }: World) =>
  `storage ${isPartitioned ? 'partitioned' : 'shared'}, others' cookies ${allowsOthersCookies ? 'allowed' : 'blocked'}`

// As Chromium's preferences number them.
const COOKIE_CONTROLS = { allowed: 0, blocked: 1 }
const BLOCK = 2

/**
 * A browser of its own in one of the worlds, with every name under `.test` on this machine. Playwright and
 * the makers of a Chromium have chosen for both switches already; of two lists of features the last one counts.
 */
export async function openBrowser(chromium: BrowserType, world: World) {
  const { executablePath, args } = await findChromium()
  const folder = await mkdtemp(path.join(tmpdir(), 'call-review-browser-'))
  const mode = world.allowsOthersCookies ? COOKIE_CONTROLS.allowed : COOKIE_CONTROLS.blocked
  const content = world.keepsCookies === false ? { cookies: BLOCK } : {}
  const profile = { cookie_controls_mode: mode, default_content_setting_values: content }
  await mkdir(path.join(folder, 'Default'))
  await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify({ profile }))
  const disabled = ['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable']
  if (!world.isPartitioned) disabled.push('ThirdPartyStoragePartitioning')
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: [
      ...args,
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      `--disable-features=${disabled.join(',')}`,
    ],
    // Back has to find the page as browsers keep it.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ignoreHTTPSErrors: true,
    timezoneId: 'UTC',
  })
  return {
    context,
    close: async () => {
      await context.close()
      // The browser writes to the very end.
      await rm(folder, { recursive: true, maxRetries: 10 })
    },
  }
}

/**
 * Back, to a page as the browser keeps it. Playwright's own `goBack` waits for a load that such a page does not have, and
 * a script of the page would be cut off by what it does; so the browser is told.
 */
export async function goBack(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { currentIndex, entries } = await session.send('Page.getNavigationHistory')
  const before = entries[currentIndex - 1]
  if (before === undefined) throw new Error('There is no page before this one.')
  await session.send('Page.navigateToHistoryEntry', { entryId: before.id })
  await session.detach()
}
