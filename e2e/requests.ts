import { once } from 'node:events'
import type { Page, Request } from '@playwright/test'

/** Whether it asks for a part of the page, and not for what the page shows. */
export const isAsset = (request: Request): boolean =>
  new URL(request.url()).pathname.startsWith('/assets/')

/**
 * Holds requests of the page until the function that it gives is called: what is to be seen before an answer is seen
 * then, however slow the machine is.
 */
export async function hold(
  page: Page,
  url: string | RegExp | ((url: URL) => boolean),
  isHeld: (request: Request) => boolean = () => true,
): Promise<() => void> {
  const control = new AbortController()
  const isReleased = once(control.signal, 'abort')
  await page.route(url, async (route) => {
    if (isHeld(route.request())) await isReleased
    await route.fallback()
  })
  return () => control.abort()
}
