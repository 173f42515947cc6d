import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { Message } from '../../shared/message.tsx'
import { useUnsavedNotes } from './notes-provider.tsx'

type FailedSavesProps = {
  /** Its editor tells of its own failure. */
  openCallId: string | null
  onOpen: (callId: string) => void
}

/** Saves that failed after the person had gone on to another call. */
export function FailedSaves({ openCallId, onOpen }: FailedSavesProps) {
  const failed = useUnsavedNotes().filter(
    ([callId, { failure }]) => failure !== undefined && callId !== openCallId,
  )
  return failed.map(([callId, { failure }]) => (
    <Message
      key={callId}
      title="A note could not be saved"
      tone="warm"
      role="alert"
      actions={<Button onClick={() => onOpen(callId)}>Open its call</Button>}
    >
      <p>{describeError(failure?.error)} Your text is kept while this page stays open.</p>
    </Message>
  ))
}
