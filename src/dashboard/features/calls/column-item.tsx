import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import styles from './columns-panel.module.css'
import { type ListColumn, type ListTable, nameOf } from './column.ts'
import { NARROWEST, WIDEST } from './layout.ts'
import type { CallLayout } from './use-layout.ts'
import type { Moves } from './use-moves.ts'

type ColumnItemProps = {
  column: ListColumn
  /** Where it stands among those that are shown; undefined for a hidden one. */
  at?: number | undefined
  table: ListTable
  layout: CallLayout
  moves: Moves
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

/** One column in the panel. */
export function ColumnItem({ column, at, table, layout, moves }: ColumnItemProps) {
  const name = nameOf(column)
  const isPinned = column.getIsPinned() === 'start'
  const shownCount = table.getVisibleLeafColumns().length
  /** A width as it is being typed. */
  const [typed, setTyped] = useState<string>()
  const moved = useRef<HTMLElement>(null)

  useLayoutEffect(() => {
    // The browser takes the focus from what is put elsewhere.
    if (document.activeElement === document.body) moved.current?.focus()
    moved.current = null
  }, [at])

  const move = (goal: number) => {
    moved.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    moves.move(column.id, goal)
  }
  const moveByKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (at === undefined || step === undefined || !event.altKey) return
    event.preventDefault()
    move(at + step)
  }
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (at === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('li')
    const goal = under?.parentElement === event.currentTarget.closest('ol') ? indexOf(under) : at
    if (goal !== at) moves.move(column.id, goal)
  }

  return (
    // Its controls are what the keys are pressed in; it listens for all of them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={styles.item} onKeyDown={moveByKey}>
      <span
        className={styles.grip}
        data-idle={at === undefined}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        <Icon name="grip" />
      </span>
      <label>
        <input
          id={`column-${column.id}`}
          type="checkbox"
          checked={at !== undefined}
          aria-disabled={at !== undefined && shownCount === 1}
          onChange={(event) => {
            flushSync(() => column.getToggleVisibilityHandler()(event))
            // Of the other list now, it is another element.
            document.getElementById(event.target.id)?.focus()
          }}
        />
        {name}
      </label>
      {at !== undefined && (
        <>
          <input
            className={styles.width}
            type="number"
            aria-label={`Width of ${name} in pixels`}
            min={NARROWEST}
            max={WIDEST}
            step="any"
            placeholder="auto"
            value={typed ?? layout.columns.widths[column.id] ?? ''}
            onChange={({ target }) => {
              setTyped(target.value)
              // What is half typed waits for its end.
              if (target.value === '') layout.resize(column.id, undefined)
              else if (target.validity.valid) layout.resize(column.id, target.valueAsNumber)
            }}
            onBlur={() => setTyped(undefined)}
          />
          <Button
            look="icon"
            aria-label={`Pin ${name}`}
            aria-pressed={isPinned}
            title={
              isPinned ? 'Stays while the others scroll' : 'Let it stay while the others scroll'
            }
            onClick={() => column.pin(isPinned ? false : 'start')}
          >
            <Icon name="pin" />
          </Button>
          <Button
            look="icon"
            aria-label={`Move ${name} up`}
            disabled={at === 0}
            onClick={() => move(at - 1)}
          >
            <Icon name="up" />
          </Button>
          <Button
            look="icon"
            aria-label={`Move ${name} down`}
            disabled={at === shownCount - 1}
            onClick={() => move(at + 1)}
          >
            <Icon name="down" />
          </Button>
        </>
      )}
    </li>
  )
}

const indexOf = (item: HTMLLIElement) => [...(item.parentElement?.children ?? [])].indexOf(item)
