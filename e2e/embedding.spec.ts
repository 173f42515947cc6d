import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './accessibility.ts'
import { COMMON_WORLD, nameOf, WORLDS } from './browser-worlds.ts'
import { Dashboard, expect, test } from './embedding-fixtures.ts'

const VIEW = '/calls?direction=incoming'
const NOTICE_LIMIT_MS = 3000

for (const world of WORLDS) {
  test(`R-18 I-03 I-06 I-07 in a frame people sign in for good, and sign out: ${nameOf(world)}`, async ({
    embedding,
    open,
  }) => {
    const { portal, plainPortal, strict, embed, page: pageWith } = embedding
    const page = await (await open(world)).newPage()
    const dashboard = new Dashboard(page.frameLocator('iframe'))

    await test.step('the world is what it says', async () => {
      const other = embedding.origin('other.vendor.test')
      await page.goto(`${other}/cookies`)
      await page.evaluate(() => localStorage.setItem('top', 'here'))
      await page.goto(pageWith(portal, [{ src: `${other}/cookies` }]))
      const inner = page.frames()[1]
      const found = await inner?.evaluate(async () => ({
        cookies: await (await fetch('/cookies')).text(),
        stored: ((): string | null => {
          try {
            return localStorage.getItem('top')
          } catch {
            return 'refused'
          }
        })(),
      }))
      expect(found).toEqual({
        cookies: world.allowsOthersCookies ? 'plain=1' : '',
        stored: world.isPartitioned ? null : world.allowsOthersCookies ? 'here' : 'refused',
      })
    })

    for (const [name, around, inside] of [
      ['a portal of the same site', portal, strict],
      ['a portal of another site', portal, embed],
      ['a portal over http', plainPortal, embed],
    ] as const) {
      await test.step(name, async () => {
        await page.goto(pageWith(around, [{ src: inside + VIEW }]))
        await dashboard.signIn()
        await page.reload()
        await expect(dashboard.list).toContainText('calls')
        await expect(dashboard.form).toHaveCount(0)
      })
    }

    await test.step('signing out', async () => {
      await dashboard.signOut()
      await page.reload()
      await expect(dashboard.form).toBeVisible()
    })
  })

  test(`T-25 I-04 where no cookie comes back, a frame says so at once: ${nameOf(world)}`, async ({
    embedding: { foreignPortal, strict, page: pageWith },
    open,
  }) => {
    const page = await (await open(world)).newPage()
    const dashboard = new Dashboard(page.frameLocator('iframe'))
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/session')) asked.push(pathname)
    })
    const answered = page.waitForResponse((response) => response.url().endsWith('/session/probe'))
    await page.goto(pageWith(foreignPortal, [{ src: strict + VIEW }]))
    await answered
    // What came before, a busy machine takes for starting the browser and both pages.
    const before = performance.now()
    await expect(dashboard.newTab).toBeVisible()
    const waited = performance.now() - before
    await expect(dashboard.form).toHaveCount(0)
    await expect(dashboard.newTab).toHaveAttribute('href', strict + VIEW)
    expect(waited).toBeLessThan(NOTICE_LIMIT_MS)
    expect(asked).toEqual(['/session', '/session/probe'])

    const opening = page.context().waitForEvent('page')
    await dashboard.newTab.click()
    const tab = await opening
    await expect(tab).toHaveURL(strict + VIEW)
    await expect(new Dashboard(tab).form).toBeVisible()
    expect(await tab.evaluate(() => window.opener === null)).toBe(true)
    process.stdout.write(
      `${nameOf(world)}: notice after ${waited.toFixed(0)} ms and ${asked.length} requests about the session\n`,
    )
  })
}

test('T-23 I-01 I-02 only listed portals frame the dashboard, and none inside an unlisted page', async ({
  embedding,
  open,
}) => {
  const { portal, strict, embed, origin, page: pageWith } = embedding
  const page = await (await open(COMMON_WORLD)).newPage()
  const listed = pageWith(portal, [{ src: strict + VIEW }])
  for (const [name, around, src] of [
    ['unlisted', origin('evil.test'), embed + VIEW],
    ['of the same site, but unlisted', origin('other.vendor.test'), embed + VIEW],
    ['with a name like a listed one', origin('portal.intranet.test.evil.test'), strict + VIEW],
    ['a listed one over http', origin('portal.intranet.test', 'http'), strict + VIEW],
    ['a listed one inside an unlisted one', origin('evil.test'), listed],
  ] as const) {
    await test.step(name, async () => {
      const refusal = page.waitForEvent('console', (message) =>
        /frame-ancestors/.test(message.text()),
      )
      await page.goto(pageWith(around, [{ src }]))
      await refusal
      // What takes the place of the refused page comes after the word of its refusal.
      await expect.poll(() => page.frames().at(-1)?.url()).toBe('chrome-error://chromewebdata/')
    })
  }
  await page.goto(listed)
  await expect(new Dashboard(page.frameLocator('iframe')).form).toBeVisible()
})

test('T-26 I-05 who is signed in in a tab signs in in a foreign frame by itself, and is told so', async ({
  embedding: { portal, embed, page: pageWith },
  open,
}) => {
  const page = await (await open(COMMON_WORLD)).newPage()
  await page.goto(embed + VIEW)
  const tab = new Dashboard(page)
  await tab.signIn()
  await page.goto(pageWith(portal, [{ src: embed + VIEW }]))
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('may not reach your other tabs')).toBeVisible()
  await new Dashboard(frame).signIn()
  await new Dashboard(frame).signOut()
  await page.goto(embed + VIEW)
  await expect(tab.list).toContainText('calls')
  expect(await listenersOf(page)).toContain('pageshow')
  // Whatever a portal or an opener has to say to this page.
  expect(await listenersOf(page)).not.toContain('message')
})

/** The events that the window of the page listens for. */
async function listenersOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      "Object.keys(getEventListeners(window)).concat(onmessage === null ? [] : 'message')",
    includeCommandLineAPI: true,
    returnByValue: true,
  })
  await session.detach()
  return result.value
}

test('a browser that keeps no cookies at all is told so after the first sign-in that did not last', async ({
  embedding: { strict },
  open,
}) => {
  const page = await (await open({ ...COMMON_WORLD, keepsCookies: false })).newPage()
  await page.goto(strict + VIEW)
  await new Dashboard(page).submit()
  const again = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(again.getByRole('alert')).toContainText('You cannot be kept signed in here')
  await expect(again.getByRole('form')).toHaveCount(0)
  await expectNoAxeViolations(page)
})

test('I-08 a frame that is not allowed enough says what it needs', async ({
  embedding: { portal, strict, page: pageWith },
  open,
}) => {
  const page = await (await open(COMMON_WORLD)).newPage()
  const frame = page.frameLocator('iframe')
  await page.goto(
    pageWith(portal, [{ src: strict + VIEW, sandbox: 'allow-scripts allow-forms allow-popups' }]),
  )
  await expect(frame.getByText('its frame must allow scripts, forms and the same')).toBeVisible()
  await expect(frame.getByRole('link', { name: 'Open in a new tab' })).toHaveJSProperty(
    'href',
    strict + VIEW,
  )
  await expect(frame.getByRole('status')).toHaveCount(0)

  await page.goto(pageWith(portal, [{ src: strict + VIEW, sandbox: 'allow-same-origin' }]))
  // Playwright reads no words of a noscript element.
  await expect(frame.locator('noscript')).toBeVisible()

  const withoutForms = { src: strict + VIEW, sandbox: 'allow-scripts allow-same-origin' }
  await page.goto(pageWith(portal, [withoutForms]))
  await new Dashboard(frame).signIn()
})

test('I-09 a small frame has room for all of it', async ({
  embedding: { portal, strict, page: pageWith },
  open,
}) => {
  const page = await (await open(COMMON_WORLD)).newPage()
  await page.goto(pageWith(portal, [{ src: strict + VIEW, width: 320, height: 300 }]))
  const frame = page.frameLocator('iframe')
  await new Dashboard(frame).signIn()
  await frame.getByRole('table', { name: 'Calls' }).getByRole('row').nth(1).click()
  const drawer = frame.getByRole('dialog', { name: /^Call details/ })
  await drawer.getByRole('textbox', { name: 'Notes' }).fill('Written in a small frame')
  const save = drawer.getByRole('button', { name: 'Save notes' })
  await save.click()
  await expect(drawer.getByRole('status')).toHaveText(/^Saved/)
  await expect(save).toBeInViewport()
  for (const _ of Array.from({ length: 20 })) await page.keyboard.press('Tab')
  await expect(drawer.locator(':focus')).toHaveCount(1)
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect(drawer).toBeHidden()
})

/** What a page can say to another: words that others' pages listen for, and what is no word at all. */
const sendStorm = (targets: Window[], count: number) => {
  const knot: Record<string, unknown> = { type: 'signOut' }
  knot['knot'] = knot
  const messages: unknown[] = [
    { setFilters: '?page=9' },
    { type: 'navigate', href: 'javascript:alert(1)' },
    '{"type":"session","authenticated":false}',
    '<img src=x onerror=alert(1)>',
    'x'.repeat(100_000),
    knot,
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    [null, undefined, -1, Number.NaN, 2n ** 70n],
    new Error('message'),
    new Map([[{}, new Uint8Array(1000)]]),
  ]
  for (let index = 0; index < count; index += 1) {
    for (const target of targets) target.postMessage(messages[index % messages.length], '*')
  }
}

test('T-26 I-11 I-12 two frames on one page, under a storm of messages from the portal and from a stranger, both do their work', async ({
  embedding: { portal, embed, origin, page: pageWith },
  open,
}) => {
  const page = await (await open(COMMON_WORLD)).newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  const views = [`${embed}/calls?direction=incoming`, `${embed}/calls?page=2`]
  const stranger = pageWith(origin('evil.test'), [])
  await page.goto(
    pageWith(
      portal,
      [...views, stranger].map((src) => ({ src })),
    ),
  )
  await new Dashboard(page.frameLocator('iframe').nth(0)).signIn()
  await page.reload()
  for (const [index] of views.entries()) {
    await expect(new Dashboard(page.frameLocator('iframe').nth(index)).list).toContainText('calls')
  }
  const evil = page.frames().find((frame) => frame.url() === stranger)
  const storm = `(${sendStorm.toString()})([parent[0], parent[1]], 1250)`
  await Promise.all([page.evaluate(storm), evil?.evaluate(storm)])
  const notes = ['Written in the first', 'Written in the second']
  for (const [index, note] of notes.entries()) {
    const frame = page.frameLocator('iframe').nth(index)
    await frame.getByRole('table', { name: 'Calls' }).getByRole('row').nth(2).click()
    const text = frame.getByRole('textbox', { name: 'Notes' })
    await text.fill(note)
  }
  for (const [index, note] of notes.entries()) {
    const frame = page.frameLocator('iframe').nth(index)
    await frame.getByRole('button', { name: 'Save notes' }).click()
    await expect(frame.getByRole('dialog').getByRole('status')).toHaveText(/^Saved/)
    await expect(frame.getByRole('textbox', { name: 'Notes' })).toHaveValue(note)
  }
  expect(errors).toEqual([])
  const addresses = page.frames().map((frame) => frame.url())
  for (const view of views) {
    expect(addresses.some((address) => address.startsWith(`${view}&call=`))).toBe(true)
  }
})
