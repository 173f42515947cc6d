import { type RefObject, useLayoutEffect } from 'react'

/** The widths up to which the list is laid out in another way, in CSS pixels. */
const STEPS = [640, 880, 1020, 1080]

/** As on a sheet of paper, whose width a page is not told. */
const PAPER_PX = 720

function giveRoom({ dataset, style }: HTMLElement, width: number) {
  dataset.room = STEPS.filter((step) => width <= step).join(' ')
  style.setProperty('--room', `${width}px`)
}

/**
 * Tells the style sheets how wide the content of an element is: in `--room`, and in `data-room` the steps that it is
 * within. They could ask themselves, by container queries, but Chromium would then style every row anew whenever a
 * word changes anywhere in it.
 */
export function useRoom(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return undefined
    let width = 0
    const observer = new ResizeObserver(([entry]) => {
      width = entry?.contentRect.width ?? width
      giveRoom(element, width)
    })
    const toPaper = () => giveRoom(element, PAPER_PX)
    const toScreen = () => giveRoom(element, width)
    observer.observe(element)
    window.addEventListener('beforeprint', toPaper)
    window.addEventListener('afterprint', toScreen)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', toPaper)
      window.removeEventListener('afterprint', toScreen)
    }
  }, [place])
}
