import { type RefObject, useLayoutEffect } from 'react'

/** The widths up to which the list is laid out in another way, in CSS pixels. */
const STEPS = [640, 880, 1020, 1080]

/** As on a sheet of paper, whose width a page is not told. */
const PAPER_PX = 720

/**
 * What most windows keep free beside the list: a guess, until it can be measured. Where it is right, the rows of the first
 * page are laid out once and not twice.
 */
const GUTTERS_PX = 40

function giveRoom(element: HTMLElement, width: number) {
  for (const step of STEPS) element.toggleAttribute(`data-within-${step}`, width <= step)
  element.style.setProperty('--room', `${width}px`)
}

/**
 * Tells the style sheets how wide the content of an element with `data-room` is: in `--room`, and by `data-within-640`
 * and the like which steps it is within. They could ask themselves, by container queries, but Chromium would then style every row anew whenever a
 * word changes anywhere in it.
 */
export function useRoom(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return undefined
    let width = window.innerWidth - GUTTERS_PX
    giveRoom(element, width)
    const observer = new ResizeObserver(([entry]) => {
      const measured = entry?.contentRect.width ?? width
      if (measured !== width) giveRoom(element, measured)
      width = measured
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
