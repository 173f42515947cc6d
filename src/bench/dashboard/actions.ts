import type { Locator, Page } from '@playwright/test'

export const ACTIONS = ['Sign in', 'Next page', 'Sort', 'Filter', 'Drawer'] as const
export type Action = (typeof ACTIONS)[number] | 'Last page' | 'No filter'

/** Milliseconds until the reader sees it: from the press, and from the arrival of the answer if that came after it. */
export type Painted = { afterPressMs: number; afterAnswerMs: number }

const FIRST_ROW = 'table[aria-label="Calls"] tbody tr:first-child:not([aria-hidden])'
const DRAWER = '[aria-label="Call details"] h2, dialog[open] h2'

/** Does it by the names that product and floor share. */
export async function act(page: Page, action: Action): Promise<Painted> {
  switch (action) {
    case 'Sign in':
      return press(page.getByRole('button', { name: 'Sign in', exact: true }), FIRST_ROW)
    case 'Next page':
      return press(page.getByRole('button', { name: 'Next page' }), FIRST_ROW)
    case 'Last page':
      return press(page.getByRole('button', { name: 'Last page' }), FIRST_ROW)
    case 'Sort':
      return press(page.locator('th').getByRole('button', { name: 'Talk' }), FIRST_ROW)
    case 'Filter':
      return choose(page.getByRole('combobox', { name: 'Direction' }), 'outgoing', FIRST_ROW)
    case 'No filter':
      return choose(page.getByRole('combobox', { name: 'Direction' }), '', FIRST_ROW)
    case 'Drawer':
      return press(page.locator(`${FIRST_ROW} td`).nth(4), DRAWER)
  }
}

export async function fillSignIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/calls`)
  await page.getByRole('textbox', { name: 'Customer name' }).fill('demo')
  await page.getByRole('textbox', { name: 'User name' }).fill('supervisor')
  await page.getByLabel('Password').fill('supervisor')
}

/** By the element's own click: a driven mouse would add work of its own to both pages. */
function press(target: Locator, watched: string): Promise<Painted> {
  return target.evaluate(timeUntilPainted, { watched, choice: undefined })
}

function choose(target: Locator, choice: string, watched: string): Promise<Painted> {
  return target.evaluate(timeUntilPainted, { watched, choice })
}

type Goal = { watched: string; choice: string | undefined }

/** Runs in the page. Fails where nothing new is painted within half a minute: a measurement must not wait for ever. */
function timeUntilPainted(element: Element, { watched, choice }: Goal): Promise<Painted> {
  const read = () => document.querySelector(watched)?.textContent
  const before = read()
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      const said = `${watched} said ${before ?? 'nothing'}, and says ${read() ?? 'nothing'}`
      reject(new Error(`Nothing new within 30 s at ${window.location.href}: ${said}.`))
    }, 30_000)
    const watch = new MutationObserver(() => {
      const now = read()
      if (now === undefined || now === '' || now === before) return
      watch.disconnect()
      clearTimeout(limit)
      // The second frame begins after the first has been painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const paintedAt = performance.now()
          const answeredAt = performance
            .getEntriesByType('resource')
            .filter((entry) => entry instanceof PerformanceResourceTiming)
            .find(
              ({ name, startTime }) => name.endsWith('/api/calls') && startTime >= startedAt,
            )?.responseEnd
          resolve({
            afterPressMs: paintedAt - startedAt,
            afterAnswerMs: paintedAt - Math.max(startedAt, answeredAt ?? startedAt),
          })
        }),
      )
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
    const startedAt = performance.now()
    if (element instanceof HTMLSelectElement && choice !== undefined) {
      element.value = choice
      element.dispatchEvent(new Event('change', { bubbles: true }))
    } else if (element instanceof HTMLElement) element.click()
  })
}
