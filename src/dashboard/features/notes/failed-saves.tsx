import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { isSentAgain, type NoteState } from './note-state.ts'
import { useNoteKeeper, useNotes, useReload } from './notes-provider.tsx'

type FailedSavesProps = {
  /** Its editor tells of its own failure. */
  openCallId: string | null
  onOpen: (callId: string) => void
}

/** What became of notes after the person had gone on to another call. */
export function FailedSaves({ openCallId, onOpen }: FailedSavesProps) {
  const { isOutdated } = useNoteKeeper()
  const failed = [...useNotes().notes].flatMap(([callId, note]) => {
    const problem = describeTrouble(note)
    return problem === undefined || callId === openCallId ? [] : [{ callId, problem }]
  })
  return (
    <>
      {isOutdated && <Outdated />}
      {failed.map(({ callId, problem }) => (
        <Message
          key={callId}
          title="A note could not be saved"
          tone="warm"
          role="alert"
          actions={<Button onClick={() => onOpen(callId)}>Open its call</Button>}
        >
          <p>{problem}</p>
        </Message>
      ))}
    </>
  )
}

function describeTrouble(note: NoteState): string | undefined {
  const { step, error } = note
  if (isSentAgain(note)) return `${describeError(error)} It is sent again by itself.`
  if (step === 'rejected') return `${describeError(error)} Your text is kept.`
  if (step === 'conflict') return 'Somebody else changed it in the meantime. Your text is kept.'
  if (step === 'rewritten') return 'HostedSuite stored it as another text. Yours is kept.'
  return undefined
}

function Outdated() {
  const reload = useReload()
  return (
    <Message
      title="A part of this page did not arrive"
      tone="warm"
      role="alert"
      actions={<Button onClick={reload}>Reload</Button>}
    >
      <p>A newer version may be installed. Reload when it suits you: what you typed is kept.</p>
    </Message>
  )
}
