import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isSameNote } from '../../../contract/notes.ts'
import { Button } from '../../shared/button.tsx'
import { formatInstant } from '../../shared/format.ts'
import type { NoteKeeper } from './note-keeper.ts'
import styles from './notes.module.css'

type EarlierVersionsProps = {
  callId: string
  /** The text in the editor. */
  shown: string
  keeper: NoteKeeper
  onRestore: (text: string) => void
}

/** The texts that this note had in this browser. Restoring one only puts it into the editor. */
export function EarlierVersions({ callId, shown, keeper, onRestore }: EarlierVersionsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { data: versions = [] } = useQuery({
    queryKey: ['note versions', callId, shown],
    queryFn: () => keeper.versions(callId),
    enabled: isOpen,
    gcTime: 0,
    placeholderData: (before) => before,
  })
  const others = versions.filter(({ text }) => !isSameNote(text, shown))
  return (
    <details
      className={styles.versions}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>Earlier versions</summary>
      {others.length === 0 ? (
        <p>This browser has seen no other text of this note.</p>
      ) : (
        <ul>
          {others.map(({ text, at }) => (
            <li key={text}>
              <p>{formatInstant(at)}</p>
              <blockquote>{text}</blockquote>
              <Button onClick={() => onRestore(text)}>Restore</Button>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
