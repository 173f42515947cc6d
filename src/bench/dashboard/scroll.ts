import type { Page } from '@playwright/test'

/** Frames of a scroll through all rows, by the milliseconds from each to the next. */
export const scrollThrough = (page: Page): Promise<number[]> =>
  page.locator('table[aria-label="Calls"]').evaluate(async (table) => {
    const scroller = table.parentElement
    if (scroller === null) return []
    const frames: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (const step of Array.from({ length: 180 }).keys()) {
      scroller.scrollTop = (step / 180) * (scroller.scrollHeight - scroller.clientHeight)
      const now = await new Promise<number>(requestAnimationFrame)
      frames.push(now - last)
      last = now
    }
    return frames
  })
