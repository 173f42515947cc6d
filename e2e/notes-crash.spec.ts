import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'

const TAB_CRASHES = Number(process.env.CRASH_ROUNDS ?? 6)
const BROWSER_KILLS = Math.ceil(TAB_CRASHES / 2)

/** What is older than this when the page ends must be there afterwards. */
const LOSABLE_MS = 1000
const WORDS = 'caller asked twice about the invoice and wants to hear from us before noon tomorrow '

test(`${TAB_CRASHES} crashes of the tab lose nothing that is older than a second`, async ({
  context,
  callsPage,
  page: firstPage,
}) => {
  test.setTimeout(45_000 + TAB_CRASHES * 10_000)
  const lost: number[] = []
  let { drawer } = callsPage
  let page = firstPage
  for (let round = 1; round <= TAB_CRASHES; round += 1) {
    if (round > 1) {
      page = await context.newPage()
      drawer = new CallsPage(page).drawer
    }
    await new CallsPage(page).goto('?sort=StartTime&size=200')
    await new CallsPage(page).open(round)
    await drawer.interactions.first().waitFor()
    const address = page.url()
    const typing = typeForAWhile(page)
    const crashed = page.waitForEvent('crash')
    await typing.hasTyped(1500 + Math.random() * 2000)
    const cdp = await context.newCDPSession(page)
    const endedAt = performance.now()
    // Never answered: nobody is there any more.
    cdp.send('Page.crash').catch(() => {})
    await crashed
    await page.close()

    const next = await context.newPage()
    await next.goto(address)
    lost.push(await countLost(next, typing, endedAt))
    await next.close()
  }
  process.stdout.write(
    `R-05: ${TAB_CRASHES} tab crashes lost 0 characters older than 1 s; newer ones ${describe(lost)}\n`,
  )
})

test(`${BROWSER_KILLS} kills of the whole browser lose nothing that is older than a second`, async ({
  baseURL,
  launchOptions,
}) => {
  test.setTimeout(45_000 + BROWSER_KILLS * 20_000)
  const profile = await mkdtemp(path.join(tmpdir(), 'call-review-profile-'))
  const lost: number[] = []
  try {
    for (let round = 1; round <= BROWSER_KILLS; round += 1) {
      const address = new URL('/calls?sort=StartTime', baseURL).href
      const first = await startBrowser(profile, launchOptions)
      const page = await signedIn(first.browser, address)
      await new CallsPage(page).open(20 + round)
      await new CallsPage(page).drawer.interactions.first().waitFor()
      const callAddress = page.url()
      const typing = typeForAWhile(page)
      await typing.hasTyped(1500 + Math.random() * 2000)
      const endedAt = performance.now()
      await first.kill()

      const second = await startBrowser(profile, launchOptions)
      lost.push(await countLost(await signedIn(second.browser, callAddress), typing, endedAt))
      await second.kill()
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  process.stdout.write(
    `R-06: ${BROWSER_KILLS} browser kills lost 0 characters older than 1 s; newer ones ${describe(lost)}\n`,
  )
})

type Typing = { keys: { at: number; text: string }[] }

/** Types into the note of the open call as people do, until the page is gone. */
function typeForAWhile(page: Page) {
  const keys: Typing['keys'] = []
  const { notes } = new CallsPage(page).drawer
  const typed = (async () => {
    await notes.focus()
    await notes.press('ControlOrMeta+End')
    for (let at = 0; ; at += 1) {
      const key = WORDS[at % WORDS.length] ?? ' '
      await page.keyboard.type(key, { delay: 30 + Math.random() * 90 })
      keys.push({ at: performance.now(), text: key })
    }
  })().catch(() => {})
  return {
    keys,
    typed,
    /** Resolves once so long has been typed. */
    hasTyped: async (ms: number) => {
      const isEnough = () => (keys.at(-1)?.at ?? 0) - (keys[0]?.at ?? 0) >= ms
      await expect.poll(isEnough, { intervals: [20] }).toBe(true)
    },
  }
}

/** How many of the typed characters are gone, none of which may be older than a second. */
async function countLost(page: Page, typing: Typing, endedAt: number): Promise<number> {
  const { drawer } = new CallsPage(page)
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  const restored = await drawer.notes.inputValue()
  const all = typing.keys.map(({ text }) => text).join('')
  const certain = typing.keys.filter(({ at }) => at <= endedAt - LOSABLE_MS).length
  // The last key may have arrived although nobody was left to say so.
  const next = WORDS[typing.keys.length % WORDS.length] ?? ' '
  expect(all + next, 'what was typed').toContain(restored)
  expect(all.startsWith(restored.slice(0, all.length))).toBe(true)
  expect(restored.length).toBeGreaterThanOrEqual(certain)
  return Math.max(0, all.length - restored.length)
}

const describe = (lost: number[]) => `${lost.join(', ')} (at most ${Math.max(...lost)})`

/** A browser of its own process group, which is all that `kill` ends. */
async function startBrowser(profile: string, { executablePath, args = [] }: LaunchOptions) {
  const port = path.join(profile, 'DevToolsActivePort')
  await rm(port, { force: true })
  const child: ChildProcess = spawn(
    executablePath ?? chromium.executablePath(),
    [
      ...args,
      '--headless',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
    ],
    { detached: true, stdio: 'ignore' },
  )
  const { pid } = child
  if (pid === undefined) throw new Error('The browser did not start.')
  const ended = once(child, 'exit')
  const kill = async () => {
    process.kill(-pid, 'SIGKILL')
    await ended
  }
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  void ended.then(() => process.removeListener('exit', endWithUs))
  await expect
    .poll(() => readFile(port, 'utf8').catch(() => ''), { timeout: 30_000 })
    .toMatch(/^\d+\n/)
  const [number = ''] = (await readFile(port, 'utf8')).split('\n')
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${number}`)
  return { browser, kill }
}

async function signedIn(browser: Browser, address: string): Promise<Page> {
  const [context] = browser.contexts()
  const page = await context?.newPage()
  if (page === undefined) throw new Error('The browser has no window.')
  const signInPage = new SignInPage(page)
  await signInPage.goto(address)
  // The cookie of the session goes with the browser, unless it had been written in time.
  await signInPage.form.or(new CallsPage(page).heading).first().waitFor()
  if (await signInPage.form.isVisible()) await signInPage.signIn(demoUsers.supervisor)
  await new CallsPage(page).table.waitFor()
  return page
}
