import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import type { CallsPage } from './pages/calls-page.ts'
import { listCalls } from './product.ts'

/** The ids of the newest calls, as HostedSuite has them while nothing moves. */
async function newestCalls(product: Parameters<typeof listCalls>[0], count: number) {
  const calls = await listCalls(product, {
    ItemsPerPage: count,
    SortField: 'StartTime',
    SortDir: 'Desc',
  })
  return calls.map(({ Id }) => Id)
}

/** Presses a key once the open call is there, and gives the id of the call that it leads to. */
async function step(callsPage: CallsPage, key: string): Promise<string> {
  await expect(callsPage.drawer.notes).toBeVisible()
  const from = callsPage.openId()
  await callsPage.page.keyboard.press(key)
  await expect.poll(() => callsPage.openId()).not.toBe(from)
  return callsPage.openId()
}

test('the steps lead over the edge of a page, and the list follows', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?size=25')
  await callsPage.open(25)
  await expect(drawer.position).toHaveText('Call 25 of 2,000')
  await expect(drawer.position).toHaveAttribute('aria-live', 'polite')

  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 26 of 2,000')
  await expect(callsPage.status).toHaveText('26–50 of 2,000 calls')
  await expect(callsPage.row(1)).toHaveAttribute('aria-current', 'true')
  await expect(callsPage.row(1)).toBeInViewport()

  await drawer.previous.click()
  await expect(drawer.position).toHaveText('Call 25 of 2,000')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  await expect(callsPage.row(25)).toHaveAttribute('aria-current', 'true')
  await expect(callsPage.row(25)).toBeInViewport()
})

test('the ends of the list are the ends of the way', async ({ callsPage }) => {
  const { drawer } = callsPage
  await callsPage.goto('?size=25&page=80')
  await callsPage.open(25)
  await expect(drawer.position).toHaveText('Call 2,000 of 2,000')
  await expect(drawer.next).toBeDisabled()
  await callsPage.goto('?size=25')
  await callsPage.open(1)
  await expect(drawer.position).toHaveText('Call 1 of 2,000')
  await expect(drawer.previous).toBeDisabled()
})

test('where HostedSuite tells no total, the steps count without it', async ({
  callsPage,
  page,
  product,
}) => {
  await product.setFaults({ totals: 'absent' })
  await callsPage.goto('?size=25')
  await callsPage.open(25)
  await expect(callsPage.drawer.position).toHaveText('Call 25')
  await page.keyboard.press('j')
  await expect(callsPage.drawer.position).toHaveText('Call 26')
})

/** From the press of a key to the painting of another heading, in milliseconds; begin before the press. */
const measurePaint = (page: Page) =>
  page.evaluate(() => {
    const before = document.querySelector('dialog h2')?.textContent
    const painted = new Promise<number>((resolve) => {
      const measure = ({ timeStamp }: KeyboardEvent) => {
        // A message that is sent in a frame comes once the frame is painted.
        const look = () => {
          if (document.querySelector('dialog h2')?.textContent === before) {
            requestAnimationFrame(look)
            return
          }
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now() - timeStamp))
          port1.start()
          port2.postMessage(undefined)
        }
        requestAnimationFrame(look)
      }
      window.addEventListener('keydown', measure, { capture: true, once: true })
    })
    Object.assign(window, { painted })
  })

test('the next call is painted whole while every request is held back', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  const read: string[] = []
  page.on('requestfinished', (request) => read.push(new URL(request.url()).pathname))
  await callsPage.goto('?size=25')
  await callsPage.open(24)
  await expect(drawer.notes).toBeVisible()
  const [nextId, beyond] = [await callsPage.idOf(25), '/api/calls']
  await expect.poll(() => read).toContain(`/api/calls/${nextId}`)
  await expect.poll(() => read.filter((path) => path === beyond)).toHaveLength(2)

  await page.route('**/api/**', () => new Promise(() => undefined))
  await measurePaint(page)
  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 25 of 2,000')
  await expect(drawer.interactions.first()).toBeVisible()
  await expect(drawer.notes).toBeVisible()
  const painted = await page.evaluate<number>('window.painted')
  process.stdout.write(`From the key to the painted next call: ${painted.toFixed(1)} ms\n`)

  // What follows is over the edge of the page: its row is there, the call itself is still being read.
  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 26 of 2,000')
  await expect(drawer.root.getByRole('term').first()).toBeVisible()
})

test('calls that come in between two pages neither repeat nor skip a call', async ({
  callsPage,
  product,
}) => {
  const expected = await newestCalls(product, 53)
  // Page 2 begins with three calls that were the last ones of page 1.
  await product.setFaults({ shiftPerPage: 3 })
  await callsPage.goto('?size=25')
  await callsPage.open(23)
  const seen = [callsPage.openId()]
  for (let at = 0; at < 5; at += 1) seen.push(await step(callsPage, 'j'))
  expect(seen).toEqual(expected.slice(22, 28))

  const back = [seen.at(-1)]
  for (let at = 0; at < 5; at += 1) back.push(await step(callsPage, 'k'))
  expect(back).toEqual(seen.toReversed())
})

test('a page that cannot be read is told, and asked for again by the next press', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const { drawer } = callsPage
  await callsPage.goto('?size=25')
  await expect(callsPage.row(25)).toBeVisible()
  await product.setFaults({ list: { status: 500 } })
  await callsPage.open(25)
  await expect(drawer.position).toHaveText('Call 25 of 2,000')
  await page.keyboard.press('j')
  await expect(drawer.root).toContainText('The next call could not be looked up. Try again.')
  await product.clearFaults()
  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 26 of 2,000')
})

test('single keys rest in a field, under a dialog, with other keys and while text is composed', async ({
  callsPage,
  page,
}) => {
  const { drawer, shortcuts } = callsPage
  await callsPage.goto('?size=25')
  await callsPage.open(2)
  await expect(drawer.notes).toBeVisible()
  const id = callsPage.openId()

  await page.keyboard.press('Alt+j')
  await page.keyboard.press('Shift+J')
  await page.evaluate(() => {
    const key = { key: 'j', bubbles: true, isComposing: true }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key))
  })
  await page.keyboard.press('e')
  await expect(drawer.notes).toBeFocused()
  await page.keyboard.type('jek?')
  await expect(drawer.notes).toHaveValue(/jek\?$/)
  await expect(shortcuts.root).toBeHidden()
  await drawer.heading.focus()

  await page.keyboard.press('?')
  await expect(shortcuts.root).toBeVisible()
  await shortcuts.root.getByRole('button', { name: 'Close', exact: true }).focus()
  await page.keyboard.press('j')
  expect(callsPage.openId()).toBe(id)
  await page.keyboard.press('Escape')
  await expect(shortcuts.root).toBeHidden()
  await expect(drawer.heading).toBeFocused()
  await expect(drawer.position).toHaveText('Call 2 of 2,000')

  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 3 of 2,000')
})

test('single keys can be turned off, and stay off in this browser', async ({ callsPage, page }) => {
  const { drawer, shortcuts } = callsPage
  await callsPage.goto('?size=25')
  await expect(callsPage.row(1)).toBeVisible()
  await shortcuts.opener.click()
  await expect(shortcuts.root).toContainText('Next call')
  await expect(shortcuts.singleKeys).toBeChecked()
  await shortcuts.singleKeys.press('Space')
  await page.keyboard.press('Escape')
  await expect(shortcuts.opener).toBeFocused()

  await callsPage.open(1)
  await expect(drawer.position).toHaveText('Call 1 of 2,000')
  const first = callsPage.openId()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await drawer.next.press('Enter')
  await expect(drawer.position).toHaveText('Call 2 of 2,000')
  await expect(shortcuts.root).toBeHidden()
  // The address, which a reload goes by, follows a moment later.
  await expect.poll(() => callsPage.openId()).not.toBe(first)

  await page.reload()
  await expect(drawer.position).toHaveText('Call 2 of 2,000')
  await page.keyboard.press('j')
  await drawer.previous.press('Enter')
  await expect(drawer.position).toHaveText('Call 1 of 2,000')
  await shortcuts.opener.click()
  await expect(shortcuts.singleKeys).not.toBeChecked()
})

test('the note filter says how far it knows, and can be removed', async ({ callsPage }) => {
  const { filters } = callsPage
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  const notes = (await callsPage.rows()).map(({ Notes = '' }) => Notes)
  const without = notes.filter((note) => note === '').length

  await filters.choose(filters.notes, 'Without a note')
  await expect(callsPage.page).toHaveURL(/\?note=without&size=25|\?size=25&note=without/)
  await expect(callsPage.status).toHaveText(
    `1–25 of 2,000 calls · ${without} of the 25 calls on this page have no note`,
  )
  expect(await callsPage.rows()).toHaveLength(without)
  await filters.choose(filters.notes, 'With a note')
  const withNote = 25 - without
  await expect(callsPage.status).toHaveText(
    `1–25 of 2,000 calls · ${withNote} of the 25 calls on this page ${withNote === 1 ? 'has' : 'have'} a note`,
  )
  await filters.remove('With a note')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
})

test('a row that a note takes out of the filter stays, says why, and goes when it is told to', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?size=25&note=without&sort=StartTime')
  await expect(callsPage.status).toContainText('have no note')
  const count = (await callsPage.rows()).length
  const [id, nextId] = [await callsPage.idOf(2), await callsPage.idOf(3)]
  await callsPage.open(2)
  await drawer.notes.fill('Told the client')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)

  await expect(callsPage.row(2)).toContainText('no longer matches: has a note')
  await expect(callsPage.row(2)).toHaveAttribute('aria-current', 'true')
  await expect(drawer.notes).toBeFocused()
  expect(await callsPage.idOf(2)).toBe(id)
  expect(await callsPage.rows()).toHaveLength(count)
  await expect(callsPage.status).toContainText(
    `${count - 1} of the 25 calls on this page have no note · 1 call no longer matches`,
  )

  await callsPage.applyAgain.press('Enter')
  await expect(callsPage.row(2)).toBeFocused()
  expect(await callsPage.idOf(2)).toBe(nextId)
  await expect(callsPage.status).not.toContainText('no longer')
  await expect(callsPage.applyAgain).toBeHidden()
  await expect(drawer.root).toBeVisible()
  await page.keyboard.press('j')
  await expect.poll(() => callsPage.openId()).toBe(nextId)
})

test('the steps walk what the filter lets through, over pages', async ({ callsPage, product }) => {
  const calls = await listCalls(product, {
    ItemsPerPage: 100,
    SortField: 'StartTime',
    SortDir: 'Desc',
  })
  const expected = calls.filter(({ Notes = '' }) => Notes !== '').map(({ Id }) => Id)
  await callsPage.goto('?size=25&note=with')
  await callsPage.open(1)
  const seen = [callsPage.openId()]
  while (seen.length < expected.length) seen.push(await step(callsPage, 'j'))
  expect(seen).toEqual(expected)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme })

    test('greyed rows and the shortcuts have no accessibility violations', async ({
      callsPage,
      page,
    }) => {
      const { drawer, shortcuts } = callsPage
      await callsPage.goto(
        `?size=25&note=without&sort=${colorScheme === 'dark' ? '-' : ''}TalkTimeInSeconds`,
      )
      await callsPage.open(1)
      await drawer.writeNotes('Told the client')
      await expect(callsPage.row(1)).toContainText('no longer matches')
      await expectNoAxeViolations(page)
      await shortcuts.opener.click()
      await expect(shortcuts.root).toBeVisible()
      await expectNoAxeViolations(page)
    })
  })
}
