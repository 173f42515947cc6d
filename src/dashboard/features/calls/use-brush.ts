import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'
import type { Subject } from './use-volume-subject.ts'
import type { UpdateView, View, ViewChange } from './view.ts'
import { toEnds } from './volume-buckets.ts'
import type { Reach } from './volume-marks.ts'

type BrushOptions = {
  subject: Subject
  view: View
  updateView: UpdateView
  /** The strip stands still for as long as it is told a subject here. */
  onHold: (subject: Subject | undefined) => void
}

/** Keys of a slider. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  Home: -Infinity,
  End: Infinity,
}

/** Where the keyboard is in the bars of a subject. */
type Place = {
  key: string
  cursor: number
  /** Where a range that grows began. */
  anchor?: number
  /** What Escape gives back; undefined where no key has chosen a range yet. */
  before?: ViewChange | undefined
}

const rangeOf = ({ range, from, to, page }: View): ViewChange => ({ range, from, to, page })

/** Chooses a range of the buckets: by pointer on letting go, by key as it grows. */
export function useBrush({ subject, view, updateView, onHold }: BrushOptions) {
  const { key, span } = subject
  const last = span.buckets.length - 1
  const [kept, setPlace] = useState<Place>()
  const [drag, setDrag] = useState<Reach>()
  const [hovered, setHovered] = useState<number>()
  // The newest calls come first, here as in the list.
  const place: Place = kept?.key === key ? kept : { key, cursor: last }
  const { cursor, anchor = cursor, before } = place

  const limit = (at: number) => Math.max(0, Math.min(last, at))

  /** False where the address asks for this range already. */
  function choose({ from, to }: Reach, history: 'push' | 'replace'): boolean {
    const first = span.buckets[Math.min(from, to)]
    const final = span.buckets[Math.max(from, to)]
    if (first === undefined || final === undefined) return false
    const ends = toEnds({ start: first.start, end: final.end })
    if (ends.from === view.from && ends.to === view.to) return false
    updateView({ ...ends, range: null, page: null }, { history })
    return true
  }

  function endBrush() {
    setPlace({ key, cursor })
    onHold(undefined)
  }

  useEffect(() => {
    if (before === undefined) return undefined
    // Back and Forward are the person's newest word: Escape must not undo them.
    const forget = () => {
      setPlace(undefined)
      onHold(undefined)
    }
    window.addEventListener('popstate', forget)
    return () => window.removeEventListener('popstate', forget)
  }, [before, onHold])

  function endDrag() {
    setDrag(undefined)
    onHold(undefined)
  }

  function giveUp(): boolean {
    if (drag !== undefined) endDrag()
    else if (before !== undefined) {
      updateView(before, { history: 'replace' })
      endBrush()
    } else return false
    return true
  }

  function moveCursor(step: number, isExtending: boolean) {
    const next = limit(cursor + step)
    if (!isExtending) return setPlace({ key, cursor: next, before })
    const isFirst = before === undefined
    const isChosen = choose({ from: anchor, to: next }, isFirst ? 'push' : 'replace')
    if (isChosen) onHold(subject)
    setPlace({
      key,
      cursor: next,
      anchor,
      before: before ?? (isChosen ? rangeOf(view) : undefined),
    })
  }

  function press(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = STEPS[event.key]
    if (step !== undefined) {
      event.preventDefault()
      moveCursor(step, event.shiftKey)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (before === undefined) choose({ from: anchor, to: cursor }, 'push')
      endBrush()
      // An Escape that was for the strip closes no call beside it.
    } else if (event.key === 'Escape' && giveUp()) event.preventDefault()
  }

  const bucketUnder = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return limit(Math.floor(((clientX - left) / width) * (last + 1)))
  }

  return {
    cursor,
    /** What the keyboard says and shows. */
    reach: { from: anchor, to: cursor },
    drag,
    // The pointer may rest where fewer bars have come.
    hovered: hovered === undefined ? undefined : limit(hovered),
    handlers: {
      onKeyDown: press,
      onBlur: () => {
        setDrag(undefined)
        endBrush()
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setPlace({ key, cursor })
        const at = bucketUnder(event)
        setDrag({ from: at, to: at })
        onHold(subject)
      },
      onPointerMove: (event: PointerEvent) => {
        const at = bucketUnder(event)
        setHovered(at)
        setDrag((now) => now && { ...now, to: at })
      },
      onPointerUp: (event: PointerEvent) => {
        if (drag === undefined) return
        choose({ from: drag.from, to: bucketUnder(event) }, 'push')
        endDrag()
      },
      onPointerCancel: endDrag,
      onPointerLeave: () => setHovered(undefined),
    },
  }
}
