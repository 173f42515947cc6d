import type { Page } from '@playwright/test'

/** Notes how long after the first `event` in the page an alert said `text`. For before the page is opened. */
export async function watchForAlert(
  page: Page,
  event: 'input' | 'keydown',
  text: string,
): Promise<void> {
  await page.addInitScript(
    ([type, words]) => {
      let begunAt: number | undefined
      document.addEventListener(type, () => {
        begunAt ??= performance.now()
      })
      const watcher = new MutationObserver(() => {
        const isThere = [...document.querySelectorAll('[role=alert]')].some((alert) =>
          alert.textContent.includes(words),
        )
        if (!isThere || begunAt === undefined) return
        document.documentElement.dataset.alertAfterMs = String(
          Math.round(performance.now() - begunAt),
        )
        watcher.disconnect()
      })
      watcher.observe(document, { childList: true, subtree: true })
    },
    [event, text] as const,
  )
}

export const alertAfterMs = async (page: Page): Promise<number> =>
  Number(await page.locator('html').getAttribute('data-alert-after-ms'))
