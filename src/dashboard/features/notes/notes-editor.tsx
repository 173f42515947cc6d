import { type KeyboardEvent, useId, useRef } from 'react'
import { NoteTextSchema } from '../../../contract/notes.ts'
import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock } from '../../shared/format.ts'
import { type NoteState, shownText } from './note-keeper.ts'
import styles from './notes.module.css'
import { useNote } from './notes-provider.tsx'

type NotesEditorProps = {
  callId: string
  /** What HostedSuite held when the call was last read. */
  stored: string
  /** Goes on to the next call; undefined where there is none. */
  onNext?: (() => void) | undefined
}

/** The note of one call. Nothing typed goes away before HostedSuite has confirmed it. */
export function NotesEditor({ callId, stored }: NotesEditorProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const { note, keeper } = useNote(callId)
  const { cleared, failure, saving } = note
  const text = shownText(note, stored)
  const problem = NoteTextSchema.safeParse(text).error?.issues[0]?.message

  function save() {
    if (problem === undefined) void keeper.save(callId, stored)
  }

  function saveByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
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
      />
      <div id={`${id}-problem`}>
        {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      </div>
      {failure !== undefined && (
        <SaveFailure failure={failure} onUseTheirs={() => keeper.takeTheirs(callId)} />
      )}
      <div className={styles.foot}>
        <p role="status" className={styles.status}>
          {describeState(note)}
        </p>
        {cleared !== undefined && saving === undefined && (
          <Button
            onClick={() => {
              // The button goes away; the text it brings back is what the person is after.
              field.current?.focus()
              void keeper.undoClear(callId, stored)
            }}
          >
            Undo
          </Button>
        )}
        <Button
          look="plain"
          disabled={text === '' || saving !== undefined}
          onClick={() => void keeper.clear(callId, stored)}
        >
          Clear notes
        </Button>
        <Button look="primary" aria-keyshortcuts="Control+Enter" onClick={save}>
          Save notes
          <kbd aria-hidden="true">Ctrl ↵</kbd>
        </Button>
      </div>
    </section>
  )
}

function describeState({ saving, isQueued, draft, failure, savedAt, cleared }: NoteState): string {
  if (saving !== undefined && (draft === undefined || draft.text === saving || isQueued))
    return 'Saving…'
  if (draft !== undefined) return failure === undefined ? 'Not saved yet' : 'Not saved'
  if (savedAt === undefined) return ''
  return `Saved ${formatClock(savedAt)}${cleared === undefined ? '' : ': notes cleared'}`
}

type SaveFailureProps = {
  failure: NonNullable<NoteState['failure']>
  onUseTheirs: () => void
}

function SaveFailure({ failure: { error, current }, onUseTheirs }: SaveFailureProps) {
  // Without an answer the note may be stored all the same; saving again finds out and does no harm.
  const problem = error instanceof RequestError ? error.problem : undefined
  const isUncertain = problem === undefined || problem.code === 'OUTCOME_UNKNOWN'
  return (
    <div role="alert" className={styles.failure}>
      <p>
        <b>
          {isUncertain ? 'It is not certain that the note was saved.' : 'The note was not saved.'}
        </b>{' '}
        {describeError(error)} Your text is still here.
      </p>
      {current !== undefined && (
        <>
          <p>It now reads:</p>
          <blockquote>{current === '' ? 'Nothing: it was cleared.' : current}</blockquote>
          <p>Save again to replace it with yours.</p>
          <Button onClick={onUseTheirs}>Use theirs</Button>
        </>
      )}
    </div>
  )
}
