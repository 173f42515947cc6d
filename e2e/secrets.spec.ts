import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base } from '@playwright/test'
import { COMMON_WORLD, goBack, openBrowser } from './browser-worlds.ts'
import { CANARY, startCanaryHost } from './canary-host.ts'
import { ask, makeSessionKeys, startGateway, startSandbox } from './gateway-client.ts'
import { findLeaks, readHeap, readPage, watchTraffic } from './leaks.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { isAsset } from './requests.ts'
import { saveTooLate } from './save-too-late.ts'

const supervisor = { ...demoUsers.supervisor, password: CANARY }

type Guarded = {
  address: string
  sessionKeys: string
  /** Everything that the gateway has printed. */
  output: () => string
  setFaults: (faults: object) => Promise<void>
  /** How often HostedSuite has been shown the password. */
  asked: () => number
  stop: () => Promise<void>
}

async function startGuarded(): Promise<Guarded> {
  const folder = await mkdtemp(path.join(tmpdir(), 'call-review-secrets-'))
  const sandbox = await startSandbox()
  const host = await startCanaryHost(sandbox.hostedSuiteUrl)
  const sessionKeys = makeSessionKeys()
  const gateway = await startGateway({
    HOSTEDSUITE_URL: host.url,
    SESSION_KEYS: sessionKeys,
    DATA_DIR: folder,
    LOG_LEVEL: 'trace',
  })
  return {
    address: gateway.address.replace('127.0.0.1', 'localhost'),
    sessionKeys,
    output: gateway.output,
    setFaults: sandbox.setFaults,
    asked: host.asked,
    stop: async () => {
      await gateway.stop()
      await host.close()
      await sandbox.stop()
      await rm(folder, { recursive: true })
    },
  }
}

const test = base.extend<object, { guarded: Guarded }>({
  guarded: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern.
    async ({}, provide) => {
      const guarded = await startGuarded()
      await provide(guarded)
      await guarded.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ guarded }, provide) => provide(guarded.address),
})

test('R-15 T-01 T-02 T-35 the password is nowhere but in the sign-in itself, whatever goes wrong', async ({
  page,
  context,
  guarded,
}) => {
  test.setTimeout(90_000)
  const traffic = watchTraffic(context)
  const signInPage = new SignInPage(page)
  const callsPage = new CallsPage(page)
  const expectNoLeak = async () => expect(findLeaks(CANARY, await readPage(page))).toEqual([])
  let sights = 0
  const look = async (name: string, happen: () => Promise<void>) =>
    test.step(name, async () => {
      await happen()
      await expectNoLeak()
      sights += 1
    })

  await signInPage.goto('/calls')
  for (const [name, faults] of [
    ['HostedSuite fails', { list: { status: 500 } }],
    ['HostedSuite refuses', { passwordsChanged: true }],
    ['HostedSuite refuses with a 401', { passwordsChanged: true, authFailure: '401' }],
    ['HostedSuite sends a page', { list: { body: 'html-login' } }],
    ['HostedSuite hangs up', { list: { reset: true } }],
    ['HostedSuite sends half an answer', { list: { body: 'truncated' } }],
    ['HostedSuite wants less', { list: { status: 429, retryAfterSeconds: 1 } }],
    ['HostedSuite sends it elsewhere', { list: { redirectTo: guarded.address } }],
  ] as const) {
    await look(`a sign-in that fails: ${name}`, async () => {
      await guarded.setFaults(faults)
      await signInPage.signIn(supervisor)
      await expect(signInPage.alert).toBeVisible()
      await expect(signInPage.submit).toBeEnabled()
    })
  }

  await guarded.setFaults({})
  await look('a sign-in', async () => {
    await signInPage.signIn(supervisor)
    await expect(callsPage.status).toHaveText(/of \d+ calls$/)
  })
  await test.step('the memory of the page', async () => {
    const heap = await readHeap(page)
    expect(heap).toContain('Remove filter')
    expect(findLeaks(CANARY, { heap })).toEqual([])
  })
  await look('a note', async () => {
    await callsPage.open(1)
    await callsPage.drawer.writeNotes('Saved with a password that nobody sees')
    await expect(callsPage.drawer.status).toHaveText(/^Saved/)
  })
  await look('a session that has ended, and signing in again over the page', async () => {
    await callsPage.drawer.notes.fill('Written after the end')
    await saveTooLate(page)
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await signInPage.password.fill(CANARY)
    await signInPage.password.press('Enter')
    await expect(again).toBeHidden()
    await callsPage.drawer.save.click()
    await expect(callsPage.drawer.status).toHaveText(/^Saved/)
  })
  await look('a list and a note that fail', async () => {
    await guarded.setFaults({ list: { status: 500 }, update: { status: 500 } })
    await callsPage.drawer.writeNotes('Not saved')
    await expect(callsPage.drawer.alert).toBeVisible()
    await callsPage.pager.next.click()
    await expect(callsPage.alert.first()).toBeVisible()
  })
  await look('a password that HostedSuite no longer takes', async () => {
    await guarded.setFaults({ passwordsChanged: true })
    // The page asks again by itself, and after so many failures the gateway leaves HostedSuite alone for some seconds.
    const again = page.getByRole('dialog', { name: 'Sign in again' })
    await expect(again).toBeVisible({ timeout: 30_000 })
    await guarded.setFaults({})
  })

  const seen = await traffic()
  const operational: Record<string, string> = {}
  for (const each of [
    '/healthz',
    '/readyz',
    '/metrics',
    `/session?Password=${encodeURIComponent(CANARY)}`,
  ]) {
    operational[each] = JSON.stringify(await ask(guarded.address, { method: 'GET', path: each }))
  }
  const all = { ...seen, ...operational, output: guarded.output() }
  expect(findLeaks(CANARY, all)).toEqual([])
  const [, key = ''] = guarded.sessionKeys.split(':')
  expect(findLeaks(key, all)).toEqual([])
  expect(guarded.asked()).toBeGreaterThan(10)
  process.stdout.write(
    `the password went to HostedSuite ${guarded.asked()} times; not found in ${sights} states of the page, ` +
      `its memory, ${Object.keys(seen).length} requests and answers, ${guarded.output().length} bytes of log\n`,
  )
})

test('T-03 a form whose scripts are broken sends the password nowhere', async ({ page }) => {
  const signInPage = new SignInPage(page)
  await signInPage.goto('/calls')
  await signInPage.customerName.fill('demo')
  await signInPage.password.fill(CANARY)
  const asked: string[] = []
  page.on('request', (request) => {
    if (!isAsset(request)) asked.push(request.url())
  })
  const refusal = page.waitForEvent('console', (message) => /form-action/.test(message.text()))
  await signInPage.form.evaluate((form) => {
    if (form instanceof HTMLFormElement) form.submit()
  })
  await refusal
  expect(await page.evaluate(() => window.location.pathname + window.location.search)).toBe(
    '/calls',
  )
  expect(asked).toEqual([])
})

test('T-03 a password in an address is taken out of it, and neither shown, kept nor logged (F-16)', async ({
  page,
  guarded,
}) => {
  const [signInPage, callsPage] = [new SignInPage(page), new CallsPage(page)]
  await signInPage.goto(`/calls?direction=incoming&Password=${encodeURIComponent(CANARY)}`)
  await expect(signInPage.form).toBeVisible()
  await expect(page).toHaveURL(/\/calls\?direction=incoming$/)
  await signInPage.signIn(supervisor)
  await expect(callsPage.filters.chips).toHaveText(['Incoming'])
  await expect(page).toHaveURL(/\/calls\?direction=incoming$/)
  const seen = { ...(await readPage(page)), output: guarded.output() }
  expect(findLeaks(CANARY, seen)).toEqual([])
  await page.goBack()
  expect(page.url()).toBe('about:blank')
})

test('L-14 a double click on Sign in, or Enter twice, asks HostedSuite once', async ({
  page,
  guarded,
}) => {
  const signInPage = new SignInPage(page)
  await guarded.setFaults({ list: { delayMs: 300, status: 503 } })
  await signInPage.goto('/calls')
  await signInPage.signIn({ ...supervisor, password: 'x' })
  await expect(signInPage.alert).toBeVisible()
  await signInPage.password.fill(CANARY)
  const before = guarded.asked()
  const attempts: string[] = []
  page.on('request', (request) => {
    if (!isAsset(request)) attempts.push(request.method())
  })
  for (const press of [
    () => signInPage.submit.click({ clickCount: 3 }),
    async () => {
      await signInPage.password.focus()
      for (const _ of [1, 2, 3]) await page.keyboard.press('Enter')
    },
  ]) {
    await press()
    await expect(signInPage.alert).toBeVisible()
    await expect(signInPage.submit).toHaveText('Sign in')
  }
  await guarded.setFaults({})
  expect(attempts).toEqual(['POST', 'POST'])
  // A read that failed is tried once more.
  expect(guarded.asked() - before).toBeLessThanOrEqual(4)
})

test('T-43 Back shows no call to whoever comes after a sign-out', async ({
  playwright,
  guarded,
}) => {
  const { context, close } = await openBrowser(playwright.chromium, COMMON_WORLD)
  const list = `${guarded.address}/calls`
  const page = await context.newPage()
  await page.goto(list)
  await new SignInPage(page).signIn(supervisor)
  const callsPage = new CallsPage(page)
  await expect(callsPage.status).toHaveText(/of \d+ calls$/)
  const time = (await callsPage.row(1).getByRole('link').innerText()).slice(-8)
  expect(await page.content()).toContain(time)

  await page.goto(`${guarded.address}/mark.svg`)
  await goBack(page)
  await expect(callsPage.row(1)).toHaveText(/./)

  await page.goto(`${guarded.address}/mark.svg`)
  const other = await context.newPage()
  await other.goto(list)
  await other.getByRole('button', { name: /supervisor$/ }).click()
  await other.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(new SignInPage(other).form).toBeVisible()
  await other.goBack()
  await expect(other.getByRole('row')).toHaveCount(0)

  await goBack(page)
  await expect(new SignInPage(page).form).toBeVisible()
  expect(await page.content()).not.toContain(time)
  await close()
})
