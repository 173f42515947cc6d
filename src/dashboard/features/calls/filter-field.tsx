import { useEffect, useId, useRef, useState } from 'react'
import styles from './filters.module.css'

/**
 * What a typed text means: a value for the address (null: no filter), or why it means nothing. `isBegun` looks like the
 * beginning of something else, and is applied only once the person has gone on.
 */
export type Reading<Value> = { value: Value | null; isBegun?: boolean } | { problem: string }

type FilterFieldProps<Value> = {
  label: string
  /** Drawn in place of the label where the neighbours already say the rest. */
  shortLabel?: string
  value: Value | null
  format: (value: Value) => string
  read: (text: string) => Reading<Value>
  /** `isNewStep` is false while the person goes on typing in what was already applied. */
  onChange: (value: Value | null, isNewStep: boolean) => void
  placeholder?: string
  /** What it offers to choose from, with what each is called; anything else can be typed all the same. */
  suggestions?: ReadonlyMap<string, string> | undefined
  onFocus?: () => void
  width: number
}

type Draft = { text: string; shown: string; problem?: string }

const APPLY_AFTER_MS = 500

/**
 * A text that filters: applied on Enter, on leaving, and when typing pauses. What is typed is a draft over
 * the address, and only as long as the address still says what it said then: Back always wins.
 */
export function FilterField<Value>(props: FilterFieldProps<Value>) {
  const { label, shortLabel = label, value, format, read, onChange } = props
  const { placeholder, suggestions, onFocus, width } = props
  const id = useId()
  const [draft, setDraft] = useState<Draft | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isStepOpen = useRef(false)

  const applied = value === null ? '' : format(value)
  const live = draft !== null && draft.shown === applied ? draft : null
  const problem = live?.problem

  useEffect(() => {
    // Back and Forward are the person's newest word: what was being typed must not be applied over them.
    const forget = () => {
      clearTimeout(timer.current)
      isStepOpen.current = false
      setDraft(null)
    }
    window.addEventListener('popstate', forget)
    return () => {
      window.removeEventListener('popstate', forget)
      clearTimeout(timer.current)
    }
  }, [])

  /** `isDone`: the person has pressed Enter or gone on, so that half a date is a mistake by now. */
  function apply(text: string, isDone: boolean) {
    clearTimeout(timer.current)
    const reading = read(text)
    if ('problem' in reading) {
      if (isDone) setDraft({ text, shown: applied, problem: reading.problem })
      return
    }
    if (reading.isBegun === true && !isDone) return
    const next = reading.value === null ? '' : format(reading.value)
    if (next !== applied) {
      onChange(reading.value, !isStepOpen.current)
      isStepOpen.current = true
    }
    if (isDone) isStepOpen.current = false
    setDraft(isDone ? null : { text, shown: next })
  }

  return (
    <div className={styles.field}>
      <label className={styles.pill} data-invalid={problem !== undefined} htmlFor={id}>
        <span aria-hidden={shortLabel !== label}>{shortLabel}</span>
        <input
          id={id}
          aria-label={label}
          value={live?.text ?? applied}
          placeholder={placeholder}
          autoComplete="off"
          list={suggestions === undefined ? undefined : `${id}-list`}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          style={{ minInlineSize: width }}
          onChange={({ target, nativeEvent }) => {
            setDraft({ text: target.value, shown: applied })
            clearTimeout(timer.current)
            const waitMs = isChosen(nativeEvent) ? 0 : APPLY_AFTER_MS
            timer.current = setTimeout(() => apply(target.value, false), waitMs)
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') apply(currentTarget.value, true)
          }}
          onFocus={onFocus}
          onBlur={({ target }) => {
            if (live !== null) apply(target.value, true)
            isStepOpen.current = false
          }}
        />
      </label>
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {[...suggestions].map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </datalist>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** True for what comes from a list as a whole: nobody types on. */
const isChosen = (event: Event): boolean =>
  event instanceof InputEvent && event.inputType === 'insertReplacementText'
