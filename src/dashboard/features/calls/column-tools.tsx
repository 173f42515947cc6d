import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import styles from './calls-table.module.css'
import { clampWidth, NARROWEST, WIDEST } from './layout.ts'

/** So far a press may slip and still be a press. */
const SLIP_PIXELS = 6

/** Follows the pointer that is pressed on a header, and tells where in the order of the columns it is let go. */
export function dragHeader(press: PointerEvent<HTMLElement>, onDrop: (goal: number) => void): void {
  // A finger scrolls.
  if (press.button !== 0 || press.pointerType === 'touch') return
  const header = press.currentTarget
  let target: HTMLTableCellElement | undefined

  const mark = (next: HTMLTableCellElement | undefined) => {
    target?.removeAttribute('data-drop')
    target = next
    if (target !== undefined && target !== header)
      target.dataset.drop = indexOf(target) > indexOf(header) ? 'after' : 'before'
  }
  const follow = ({ clientX, clientY }: globalThis.PointerEvent) => {
    if (target === undefined && Math.abs(clientX - press.clientX) < SLIP_PIXELS) return
    const under = document.elementFromPoint(clientX, clientY)?.closest('th')
    if (under != null && indexOf(under) >= 0) mark(under)
  }
  const end = () => {
    mark(undefined)
    window.removeEventListener('pointermove', follow)
    window.removeEventListener('pointerup', drop)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', giveUp, { capture: true })
  }
  const drop = () => {
    const goal = target
    end()
    if (goal === undefined) return
    ignoreClick()
    if (goal !== header) onDrop(indexOf(goal))
  }
  const giveUp = (event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end()
    ignoreClick()
  }
  window.addEventListener('pointermove', follow)
  window.addEventListener('pointerup', drop)
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', giveUp, { capture: true })
}

/** Among the columns: the checkboxes come before them. */
const indexOf = (header: Element) =>
  header instanceof HTMLTableCellElement ? header.cellIndex - 1 : -1

const stop = (event: Event) => event.stopPropagation()

/** The press that has dragged a header must not sort by it. */
function ignoreClick() {
  window.addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }))
}

type WidthHandleProps = {
  name: string
  width: number | undefined
  onPreview: (width: number) => void
  /** Undefined gives the column its first width back. */
  onSize: (width: number | undefined) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -10, ArrowRight: 10 }

/** The edge of a header, which gives the column its width. */
export function WidthHandle({ name, width, onPreview, onSize }: WidthHandleProps) {
  const [measured, setMeasured] = useState(NARROWEST)
  const handle = useRef<HTMLSpanElement>(null)
  const start = useRef<{ x: number; width: number }>(undefined)

  useEffect(() => {
    const header = handle.current?.parentElement
    if (header == null) return undefined
    // Looked at when the browser has laid out the page anyway: asking makes it do so at once.
    const observer = new ResizeObserver(() => setMeasured(header.offsetWidth))
    observer.observe(header)
    return () => observer.disconnect()
  }, [])

  const measure = () => handle.current?.parentElement?.offsetWidth ?? NARROWEST
  const widthAt = ({ clientX }: PointerEvent) =>
    start.current && clampWidth(start.current.width + clientX - start.current.x)
  const end = (event: PointerEvent) => {
    const final = widthAt(event)
    const isMoved = start.current?.x !== event.clientX
    start.current = undefined
    if (final !== undefined && isMoved) onSize(final)
  }
  const sizeByKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.altKey || (step === undefined && event.key !== 'Home')) return
    event.preventDefault()
    onSize(step === undefined ? undefined : measure() + step * (event.shiftKey ? 5 : 1))
  }

  return (
    <span
      ref={handle}
      className={styles.handle}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={Math.min(WIDEST, width ?? measured)}
      aria-valuetext={`${width ?? measured} pixels`}
      title="Drag, or press the arrow keys. Home gives the first width back."
      onKeyDown={sizeByKey}
      onDoubleClick={() => onSize(undefined)}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: measure() }
      }}
      onPointerMove={(event) => {
        const next = widthAt(event)
        if (next !== undefined) onPreview(next)
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  )
}
