import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'

const TAB_CRASHES = Number(process.env.CRASH_ROUNDS ?? 4)
const BROWSER_KILLS = Math.ceil(TAB_CRASHES / 2)

/** What is older than this when the page ends must be there afterwards. */
const LOSABLE_MS = 1000
const WORDS = 'caller asked twice about the invoice and wants to hear from us before noon tomorrow '

test(`${TAB_CRASHES} crashes of the tab lose nothing that is older than a second`, async ({
  context,
  callsPage,
  page: firstPage,
}) => {
  test.setTimeout(45_000 + TAB_CRASHES * 15_000)
  // Room for a hundred rounds, each in a call without a draft.
  await callsPage.goto('?sort=StartTime&size=100')
  const lost: number[] = []
  let page = firstPage
  for (let round = 1; round <= TAB_CRASHES; round += 1) {
    const typing = await typeIntoCall(page, round)
    const address = page.url()
    await typing.hasTyped(1500 + Math.random() * 2000)
    const crashed = page.waitForEvent('crash')
    const cdp = await context.newCDPSession(page)
    const endedAt = performance.now()
    // Never answered: nobody is there any more.
    cdp.send('Page.crash').catch(() => {})
    await crashed
    await page.close()

    page = await context.newPage()
    await page.goto(address)
    lost.push(await countLost(page, typing, endedAt))
  }
  process.stdout.write(
    `R-05: ${TAB_CRASHES} tab crashes lost 0 characters older than 1 s; of the newest ${describe(lost)}\n`,
  )
})

test(`${BROWSER_KILLS} kills of the whole browser lose nothing that is older than a second`, async ({
  baseURL,
  launchOptions,
}) => {
  test.setTimeout(45_000 + BROWSER_KILLS * 40_000)
  const profile = await mkdtemp(path.join(tmpdir(), 'call-review-profile-'))
  const lost: number[] = []
  try {
    let browser = await startBrowser(profile, launchOptions)
    let page = await signedIn(browser.context, new URL('/calls?sort=StartTime', baseURL).href)
    for (let round = 1; round <= BROWSER_KILLS; round += 1) {
      const typing = await typeIntoCall(page, round)
      const address = page.url()
      await typing.hasTyped(1500 + Math.random() * 2000)
      const endedAt = performance.now()
      await browser.kill()

      browser = await startBrowser(profile, launchOptions)
      page = await signedIn(browser.context, address)
      lost.push(await countLost(page, typing, endedAt))
    }
    await browser.kill()
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  process.stdout.write(
    `R-06: ${BROWSER_KILLS} browser kills lost 0 characters older than 1 s; of the newest ${describe(lost)}\n`,
  )
})

type Key = { at: number; text: string }
type Typing = { before: string; keys: Key[] }

/** Types at the end of the note of the nth call as people do, until the page is gone. */
async function typeIntoCall(page: Page, position: number) {
  const callsPage = new CallsPage(page)
  const { notes } = callsPage.drawer
  const shown = page.url()
  await callsPage.open(position)
  await expect.poll(() => page.url()).not.toBe(shown)
  await callsPage.drawer.interactions.first().waitFor()
  const before = await notes.inputValue()
  await notes.press('ControlOrMeta+End')
  const keys: Key[] = []
  const type = async () => {
    for (const text of WORDS.repeat(20)) {
      await page.keyboard.type(text, { delay: 30 + Math.random() * 90 })
      keys.push({ at: performance.now(), text })
    }
  }
  // Ends with the page.
  type().catch(() => {})
  return {
    before,
    keys,
    /** Resolves once so long has been typed. */
    hasTyped: async (ms: number) => {
      await expect
        .poll(() => (keys.at(-1)?.at ?? 0) - (keys[0]?.at ?? 0), { intervals: [20] })
        .toBeGreaterThanOrEqual(ms)
    },
  }
}

/** How many of the typed characters are gone, none of which may be older than a second. */
async function countLost(page: Page, { before, keys }: Typing, endedAt: number): Promise<number> {
  const { drawer } = new CallsPage(page)
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  const restored = await drawer.notes.inputValue()
  const certain = keys.filter(({ at }) => at <= endedAt - LOSABLE_MS).length
  // A last key may have arrived although nobody was left to say so.
  const typed = before + WORDS.repeat(20).slice(0, keys.length + 1)
  expect(typed.startsWith(restored), `"${restored}" is the beginning of "${typed}"`).toBe(true)
  expect(restored.length - before.length).toBeGreaterThanOrEqual(certain)
  return Math.max(0, before.length + keys.length - restored.length)
}

const describe = (lost: number[]) => `${lost.join(', ')} (at most ${Math.max(...lost)})`

async function startBrowser(profile: string, options: LaunchOptions) {
  const context = await chromium.launchPersistentContext(profile, options)
  return {
    context,
    /** Ends its processes, which are known by the profile, and gives it no time for anything. */
    kill: async () => {
      const closed = context.waitForEvent('close')
      const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='])
      const own = stdout.split('\n').filter((line) => line.includes(`--user-data-dir=${profile}`))
      for (const line of own) endProcess(Number.parseInt(line, 10))
      await closed
    },
  }
}

function endProcess(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went with another one of them.
  }
}

async function signedIn(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  const signInPage = new SignInPage(page)
  await signInPage.goto(address)
  // The cookie of the session goes with the browser, unless it had been written in time.
  await signInPage.form.or(new CallsPage(page).heading).first().waitFor()
  if (await signInPage.form.isVisible()) await signInPage.signIn(demoUsers.supervisor)
  await new CallsPage(page).table.waitFor()
  return page
}
