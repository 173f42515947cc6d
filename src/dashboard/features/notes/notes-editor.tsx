import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { Call } from '../../../contract/calls.ts'
import { callQueries } from '../../api/calls.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { EarlierVersions } from './earlier-versions.tsx'
import type { NoteKeeper } from './note-keeper.ts'
import { describeLength, findProblem } from './note-problem.ts'
import { isUnsent, shownText, UNTOUCHED } from './note-state.ts'
import { describeNote } from './note-status.ts'
import { NoteTrouble } from './note-trouble.tsx'
import styles from './notes.module.css'
import { useNoteKeeper, useNotes, useReload } from './notes-provider.tsx'
import { OtherDrafts } from './other-drafts.tsx'

type NotesEditorProps = {
  /** Of a call that has been read. */
  callId: string
  /** Goes on to the next call, for which the note is saved first. */
  onNext?: (() => void) | undefined
}

/** The note of one call. Nothing typed goes away before HostedSuite has confirmed it. */
export function NotesEditor(props: NotesEditorProps) {
  const { keeper, isError, retry } = useNoteKeeper()
  const reload = useReload()
  if (keeper !== undefined) return <Editor {...props} keeper={keeper} />
  if (!isError) return <p role="status">Opening the note…</p>
  return (
    <Message
      title="The note cannot be edited"
      tone="warm"
      role="alert"
      actions={
        <>
          <Button onClick={retry}>Retry</Button>
          <Button onClick={reload}>Reload</Button>
        </>
      }
    >
      <p>This part of the page did not arrive. If that stays, reload the page.</p>
    </Message>
  )
}

function Editor({ callId, onNext, keeper }: NotesEditorProps & { keeper: NoteKeeper }) {
  const id = useId()
  // Of the query and of no parent: one render with the text from before a save would cost the caret its place and
  // the browser's Undo its memory.
  const { data: stored = '' } = useQuery({ ...callQueries.detail(callId), select: noteOf })
  const field = useRef<HTMLTextAreaElement>(null)
  const isOpen = useRef(false)
  const note = useNotes().notes.get(callId) ?? UNTOUCHED
  const text = shownText(note, stored)
  const problem = findProblem(note.draft ?? { text, base: stored })
  const length = describeLength(text)
  const isUnderWay = note.draft?.op !== undefined

  useEffect(() => keeper.open(callId, stored), [keeper, callId, stored])
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])

  const save = () => void keeper.save(callId, stored)

  const saveAndNext = async () => {
    const isSaved = isUnsent(note) || isUnderWay ? await keeper.save(callId, stored) : true
    // Whoever has gone elsewhere in the meantime stays there.
    if (isSaved && isOpen.current) onNext?.()
  }

  function saveByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    // What is still being composed is not what the person means yet.
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    if (event.shiftKey && onNext !== undefined) void saveAndNext()
    else save()
  }

  return (
    <section className={styles.notes}>
      <label htmlFor={id}>Notes</label>
      <textarea
        ref={field}
        id={id}
        value={text}
        rows={5}
        spellCheck
        aria-keyshortcuts="e"
        aria-describedby={`${id}-problem`}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => keeper.type(callId, target.value, stored)}
        onKeyDown={saveByKey}
        onBlur={() => void keeper.flush()}
        onCompositionEnd={() => void keeper.flush()}
      />
      <NoteTrouble callId={callId} note={note} keeper={keeper} />
      <div className={styles.foot}>
        <div id={`${id}-problem`} className={styles.problems} aria-live="polite">
          {problem !== undefined && <p className={styles.problem}>{problem}</p>}
          {length !== '' && <p>{length}</p>}
        </div>
        <p role="status" className={styles.status}>
          {describeNote(note, stored)}
        </p>
        {note.undo !== undefined && note.draft === undefined && (
          <Button
            onClick={() => {
              // The button goes away; the text it brings back is what the person is after.
              field.current?.focus()
              keeper.undo(callId)
            }}
          >
            Undo
          </Button>
        )}
        <Button
          look="plain"
          disabled={text === '' || isUnderWay}
          onClick={() => keeper.clear(callId, stored)}
        >
          Clear notes
        </Button>
        <Button look="primary" aria-keyshortcuts="Control+Enter" onClick={save}>
          Save notes
          <kbd aria-hidden="true">Ctrl ↵</kbd>
        </Button>
        {onNext !== undefined && (
          <Button aria-keyshortcuts="Control+Shift+Enter" onClick={() => void saveAndNext()}>
            Save and next
            <kbd aria-hidden="true">Ctrl ⇧ ↵</kbd>
          </Button>
        )}
      </div>
      <OtherDrafts callId={callId} stored={stored} keeper={keeper} />
      <EarlierVersions
        callId={callId}
        shown={text}
        keeper={keeper}
        onRestore={(version) => {
          const isTyped = field.current !== null && typeText(field.current, version)
          if (!isTyped) keeper.replace(callId, version, stored)
        }}
      />
    </section>
  )
}

const noteOf = ({ notes }: Call) => notes

/** Chromium takes a second for a thousand lines, and four for two thousand. */
const MOST_TYPED_LINES = 200

/** As if it had been typed, so that the browser's own Undo takes it back; false for more than browsers can do so. */
function typeText(field: HTMLTextAreaElement, text: string): boolean {
  field.focus()
  if (text.split('\n').length > MOST_TYPED_LINES) return false
  field.select()
  return document.execCommand('insertText', false, text)
}
