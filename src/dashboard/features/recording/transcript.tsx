import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { splitByMatches } from './find-text.ts'
import styles from './recording.module.css'

/** What was said, as one text without times, with a search that marks what it finds. */
export function Transcript({ text }: { text: string }) {
  const id = useId()
  const said = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const parts = splitByMatches(text, words)
  const found = (parts.length - 1) / 2

  function step(event: KeyboardEvent) {
    if (event.key !== 'Enter' || found === 0) return
    event.preventDefault()
    const next = (chosen + (event.shiftKey ? found - 1 : 1)) % found
    setChosen(next)
    said.current?.querySelectorAll('mark')[next]?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id}>Transcript</h3>
        <input
          type="search"
          aria-label="Search transcript"
          placeholder="Search"
          value={words}
          onChange={({ target }) => {
            setWords(target.value)
            setChosen(0)
          }}
          onKeyDown={step}
        />
        <span aria-live="polite">{words.trim() === '' ? '' : describe(found, chosen)}</span>
      </div>
      {/* In the order of the Tab key, because it scrolls. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={said} className={styles.said} tabIndex={0} role="group" aria-label="What was said">
        {parts.map((part, at) =>
          // Parts have no id, and their order is that of the text.
          at % 2 === 0 ? (
            part
          ) : (
            <mark key={at} data-chosen={(at - 1) / 2 === chosen}>
              {part}
            </mark>
          ),
        )}
      </div>
    </section>
  )
}

const describe = (found: number, chosen: number) =>
  found === 0 ? 'No match' : `${chosen + 1} of ${found}`
