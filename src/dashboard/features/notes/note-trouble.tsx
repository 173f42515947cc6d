import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import type { NoteKeeper } from './note-keeper.ts'
import { isSentAgain, type NoteState } from './note-state.ts'
import { useReload } from './notes-provider.tsx'

type NoteTroubleProps = { callId: string; note: NoteState; keeper: NoteKeeper }

/** What stands between a note and HostedSuite, and what the person can do about it. */
export function NoteTrouble(props: NoteTroubleProps) {
  const { note } = props
  const { step, draft, isNotKept } = note
  if (draft === undefined) return null
  return (
    <>
      {isNotKept && <NotKept text={draft.text} />}
      {(isSentAgain(note) || step === 'rejected') && <NotSaved note={note} text={draft.text} />}
      {step === 'rewritten' && <Rewritten {...props} text={draft.text} />}
      {step === 'conflict' && <Conflict {...props} base={draft.base} text={draft.text} />}
    </>
  )
}

function NotKept({ text }: { text: string }) {
  return (
    <Message
      title="NOT kept — copy your text"
      tone="warm"
      role="alert"
      actions={<CopyButton text={text} />}
    >
      <p>This browser does not keep it: until it is saved, it is lost when this page closes.</p>
    </Message>
  )
}

function NotSaved({ note, text }: { note: NoteState; text: string }) {
  const { error } = note
  // Without an answer the note may be stored all the same; the next try finds out and does no harm.
  const problem = error instanceof RequestError ? error.problem : undefined
  const isUncertain = problem === undefined || problem.code === 'OUTCOME_UNKNOWN'
  return (
    <Message
      title={isUncertain ? 'It is not certain that the note was saved' : 'The note was not saved'}
      tone="warm"
      role="alert"
      actions={<CopyButton text={text} />}
    >
      <p>
        {describeError(error)} Your text is still here
        {isSentAgain(note) ? ', and is sent again by itself.' : '.'}
      </p>
    </Message>
  )
}

function Rewritten({ callId, note, keeper, text }: NoteTroubleProps & { text: string }) {
  const stored = note.theirs ?? ''
  return (
    <Message
      title="HostedSuite stored it as another text"
      tone="warm"
      role="alert"
      actions={
        <>
          <Button onClick={() => keeper.takeTheirs(callId)}>Use the stored text</Button>
          <Button onClick={() => keeper.keepEditing(callId)}>Keep mine in the editor</Button>
          <CopyButton text={text} />
        </>
      }
    >
      <blockquote>{stored === '' ? 'Nothing: the note is empty.' : stored}</blockquote>
    </Message>
  )
}

function Conflict({
  callId,
  note: { theirs = '' },
  keeper,
  base,
  text,
}: NoteTroubleProps & { base: string; text: string }) {
  const dialog = useOnDemand('conflict dialog', () => import('./conflict-dialog.tsx'))
  const reload = useReload()
  if (dialog.part !== undefined) {
    return (
      <dialog.part.ConflictDialog
        base={base}
        theirs={theirs}
        yours={text}
        onKeepMine={() => keeper.replaceTheirs(callId, text)}
        onUseTheirs={() => keeper.takeTheirs(callId)}
        onCombine={(combined) => keeper.replaceTheirs(callId, combined)}
      />
    )
  }
  if (!dialog.isError) return null
  return (
    <Message
      title="This note was changed by someone else"
      tone="warm"
      role="alert"
      actions={
        <>
          <Button onClick={dialog.retry}>Compare</Button>
          <Button onClick={reload}>Reload</Button>
        </>
      }
    >
      <p>
        Yours was not saved. The part of the page that compares both did not arrive: reload the page
        and save again.
      </p>
    </Message>
  )
}
