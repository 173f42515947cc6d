import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { NoteTextSchema } from '../../../contract/notes.ts'
import { saveNotes } from '../../api/calls.ts'
import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock } from '../../shared/format.ts'
import { useDraft } from './drafts.tsx'
import styles from './notes.module.css'

type NotesEditorProps = {
  callId: string
  /** What HostedSuite held when the call was last read. */
  stored: string
}

/** The note of one call. Nothing typed goes away before HostedSuite has confirmed it. */
export function NotesEditor({ callId, stored }: NotesEditorProps) {
  const id = useId()
  const { draft, changeDraft } = useDraft(callId)
  const [cleared, setCleared] = useState<string>()
  const saving = useMutation(saveNotes(callId))
  const text = draft?.text ?? stored
  const problem = NoteTextSchema.safeParse(text).error?.issues[0]?.message

  async function save(wanted: string) {
    if (saving.isPending || problem !== undefined) return
    try {
      const saved = await saving.mutateAsync({ base: draft?.base ?? stored, text: wanted })
      changeDraft((now) =>
        now === undefined || now.text === wanted || now.text === text
          ? undefined
          : { text: now.text, base: saved.notes },
      )
    } catch (error) {
      const current = error instanceof RequestError ? error.problem?.current : undefined
      // Now that the person has seen the other text, saving again may replace it. A note that could not
      // be cleared is still there.
      changeDraft(() => ({ text: wanted || text, base: current ?? draft?.base ?? stored }))
    }
  }

  function saveByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    setCleared(undefined)
    void save(text)
  }

  return (
    <section className={styles.notes}>
      <label htmlFor={id}>Notes</label>
      <textarea
        id={id}
        value={text}
        rows={5}
        spellCheck
        aria-describedby={`${id}-problem`}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => {
          setCleared(undefined)
          changeDraft((now) =>
            target.value === stored ? undefined : { text: target.value, base: now?.base ?? stored },
          )
        }}
        onKeyDown={saveByKey}
      />
      <div id={`${id}-problem`}>
        {problem !== undefined && (
          <p className={styles.problem}>
            {problem === 'too long'
              ? 'This note is longer than 64 KB. Shorten it to save it.'
              : 'This note holds characters that cannot be stored. Remove them to save it.'}
          </p>
        )}
        {saving.isError && (
          <SaveFailure
            error={saving.error}
            onUseTheirs={() => {
              changeDraft(() => undefined)
              saving.reset()
            }}
          />
        )}
      </div>
      <div className={styles.foot}>
        <p role="status" className={styles.status}>
          {describeState()}
        </p>
        {cleared !== undefined && saving.isSuccess && (
          <Button
            onClick={() => {
              setCleared(undefined)
              void save(cleared)
            }}
          >
            Undo
          </Button>
        )}
        <Button
          look="plain"
          disabled={text === '' && stored === ''}
          onClick={() => {
            setCleared(text)
            void save('')
          }}
        >
          Clear notes
        </Button>
        <Button
          look="primary"
          aria-keyshortcuts="Control+Enter"
          onClick={() => {
            setCleared(undefined)
            void save(text)
          }}
        >
          Save notes
          <kbd aria-hidden="true">Ctrl ↵</kbd>
        </Button>
      </div>
    </section>
  )

  function describeState(): string {
    if (saving.isPending) return 'Saving…'
    if (draft !== undefined) return saving.isError ? 'Not saved' : 'Not saved yet'
    if (saving.isSuccess) {
      const at = formatClock(saving.data.savedAt)
      return cleared === undefined ? `Saved ${at}` : `Saved ${at}: notes cleared`
    }
    return ''
  }
}

type SaveFailureProps = { error: Error; onUseTheirs: () => void }

function SaveFailure({ error, onUseTheirs }: SaveFailureProps) {
  const theirs = error instanceof RequestError ? error.problem?.current : undefined
  return (
    <div role="alert" className={styles.failure}>
      <p>
        <b>The note was not saved.</b> {describeError(error)} Your text is still here.
      </p>
      {theirs !== undefined && (
        <>
          <p>It now reads:</p>
          <blockquote>{theirs === '' ? 'Nothing: it was cleared.' : theirs}</blockquote>
          <p>Save again to replace it with yours.</p>
          <Button onClick={onUseTheirs}>Use theirs</Button>
        </>
      )}
    </div>
  )
}
