import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { listCalls } from './product.ts'
import { step } from './step.ts'

/** The ids of the newest calls, as HostedSuite has them while nothing moves. */
async function newestCalls(product: Parameters<typeof listCalls>[0], count: number) {
  const calls = await listCalls(product, {
    ItemsPerPage: count,
    SortField: 'StartTime',
    SortDir: 'Desc',
  })
  return calls.map(({ Id }) => Id)
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

test('the ends of the list are the ends of the way, with and without a total', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?size=25&page=80')
  await callsPage.open(25)
  await expect(drawer.position).toHaveText('Call 2,000 of 2,000')
  await expect(drawer.next).toBeDisabled()

  await product.setFaults({ totals: 'absent' })
  await callsPage.goto('?size=25')
  await callsPage.open(1)
  await expect(drawer.position).toHaveText('Call 1')
  await expect(drawer.previous).toBeDisabled()
  await callsPage.open(25)
  await expect(drawer.position).toHaveText('Call 25')
  await page.keyboard.press('j')
  await expect(drawer.position).toHaveText('Call 26')
})

/** Waits for another heading to be painted after the next press of a key. Begin before the press. */
const awaitPaint = (page: Page) =>
  page.evaluate(() => {
    const before = document.querySelector('dialog h2')?.textContent
    const painted = new Promise((resolve) => {
      const measure = ({ timeStamp }: KeyboardEvent) => {
        // A message that is sent in a frame comes once the frame is painted.
        const look = () => {
          if (document.querySelector('dialog h2')?.textContent === before) {
            requestAnimationFrame(look)
            return
          }
          const { port1, port2 } = new MessageChannel()
          // oxlint-disable-next-line unicorn/consistent-function-scoping -- In the page there is nothing else.
          const tell = () => {
            const saved = performance
              .getEntriesByType('resource')
              .findLast(({ name }) => name.endsWith('/notes'))
            const answeredAt = saved === undefined ? 0 : saved.startTime + saved.duration
            resolve(performance.now() - Math.max(timeStamp, answeredAt))
          }
          port1.addEventListener('message', tell)
          port1.start()
          port2.postMessage(undefined)
        }
        requestAnimationFrame(look)
      }
      window.addEventListener('keydown', measure, { capture: true, once: true })
    })
    Object.assign(window, { painted })
  })

/** Everything that is asked of the gateway but to save. */
const isHeld = ({ pathname }: URL) => pathname.startsWith('/api/') && !pathname.endsWith('/notes')

/** In milliseconds from the press, or from the answer to the save that the press asked for. */
const paintedAfterMs = (page: Page) => page.evaluate<number>('window.painted')

test('the next call is painted from what was read ahead, and after a save over the edge of the page while every request is held back', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  const read: string[] = []
  page.on('requestfinished', (request) => read.push(new URL(request.url()).pathname))
  const isRead = (id = '') =>
    expect.poll(() => read, { intervals: [20] }).toContain(`/api/calls/${id}`)
  const ids = await newestCalls(product, 26)
  await callsPage.goto('?size=25')
  await callsPage.open(13)
  await expect(drawer.notes).toBeVisible()
  const times: number[] = []
  for (const id of ids.slice(13, 25)) {
    await isRead(id)
    await awaitPaint(page)
    await page.keyboard.press('j')
    times.push(await paintedAfterMs(page))
    await expect(drawer.interactions.first()).toBeVisible()
  }
  await expect(drawer.position).toHaveText('Call 25 of 2,000')

  await isRead(ids[25])
  await page.route(isHeld, () => new Promise(() => undefined))
  await page.keyboard.press('e')
  await page.keyboard.type('Seen')
  await awaitPaint(page)
  await page.keyboard.press('Control+Shift+Enter')
  const afterSave = await paintedAfterMs(page)
  await expect(drawer.position).toHaveText('Call 26 of 2,000')
  await expect(drawer.interactions.first()).toBeVisible()
  await expect(drawer.notes).toBeVisible()
  process.stdout.write(
    `From the key to the painted next call: ${times.map(Math.round).join(', ')} ms; ` +
      `from the answer to a save, over the edge of the page: ${Math.round(afterSave)} ms\n`,
  )
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
  // The next page is read ahead; the one before is not.
  await callsPage.goto('?size=25&page=2')
  await expect(callsPage.row(25)).toBeVisible()
  await product.setFaults({ list: { status: 500 } })
  await callsPage.open(1)
  await expect(drawer.position).toHaveText('Call 26 of 2,000')
  await page.keyboard.press('k')
  await expect(drawer.root).toContainText('The previous call could not be looked up. Try again.')
  await product.clearFaults()
  await page.keyboard.press('k')
  await expect(drawer.position).toHaveText('Call 25 of 2,000')
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
