import type { Page } from '@playwright/test'

/** Notes how long after the first typed key an alert said `text`. For before the page is opened. */
export async function watchForAlert(page: Page, text: string): Promise<void> {
  await page.addInitScript((words) => {
    let begunAt: number | undefined
    document.addEventListener('input', () => {
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
  }, text)
}

export const alertAfterMs = async (page: Page): Promise<number> =>
  Number(await page.locator('html').getAttribute('data-alert-after-ms'))
