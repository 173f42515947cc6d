import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { CopyByHand } from '../../shared/copy-by-hand.tsx'
import { copyText } from '../../shared/copy-text.ts'
import { type CallTable, formatMarkdown, formatTsv } from './copy-calls.ts'

type SelectionActionsProps = {
  table: CallTable
  onClear: () => void
}

const WAYS = [
  { name: 'TSV', format: formatTsv },
  { name: 'Markdown', format: formatMarkdown },
] as const

/** What can be done to the chosen calls, by buttons and by keys. */
export function SelectionActions({ table, onClear }: SelectionActionsProps) {
  const { calls } = table
  const [copied, setCopied] = useState<{ name: string; calls: CallTable['calls'] }>()
  const [refused, setRefused] = useState<string>()

  const copy = async ({ name, format }: (typeof WAYS)[number]) => {
    const text = format(table)
    if (await copyText(text)) setCopied({ name, calls })
    else setRefused(text)
  }
  const clear = () => {
    // The pressed button goes with the rest.
    if (!isInTable(document.activeElement)) findPlaceToGoOn()?.focus()
    onClear()
  }

  const copyByKey = useEffectEvent((event: ClipboardEvent) => {
    if (!isInTable(document.activeElement) || window.getSelection()?.type === 'Range') return
    event.clipboardData?.setData('text/plain', formatTsv(table))
    event.preventDefault()
    setCopied({ name: 'TSV', calls })
  })
  const clearByKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key, defaultPrevented } = event
    if (key !== 'Escape' || defaultPrevented) return
    if (target instanceof Element && target.closest(HAS_AN_ESCAPE_OF_ITS_OWN) !== null) return
    event.preventDefault()
    clear()
  })
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copyByKey(event)
    const onKey = (event: KeyboardEvent) => clearByKey(event)
    document.addEventListener('copy', onCopy)
    // On the document, and so before the open call would close on the same key.
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    <>
      {WAYS.map((way) => (
        <Button key={way.name} onClick={() => void copy(way)}>
          Copy as {way.name}
        </Button>
      ))}
      <Button look="plain" onClick={clear}>
        Clear selection
      </Button>
      <span aria-live="polite">{copied?.calls === calls && `Copied as ${copied.name}`}</span>
      {refused !== undefined && <CopyByHand text={refused} onClose={() => setRefused(undefined)} />}
    </>
  )
}

const HAS_AN_ESCAPE_OF_ITS_OWN =
  'dialog, [role="menu"], select, textarea, input:not([type="checkbox"])'

const findPlaceToGoOn = () =>
  document.querySelector<HTMLElement>('tr[data-chosen="true"]') ??
  document.querySelector<HTMLElement>('h1')

const isInTable = (element: Element | null) => (element?.closest('table') ?? null) !== null
