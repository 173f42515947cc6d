import { isSameNote } from '../../../contract/notes.ts'
import { Button } from '../../shared/button.tsx'
import { formatInstant } from '../../shared/format.ts'
import { Message } from '../../shared/message.tsx'
import { CopyButton } from '../../shared/copy-button.tsx'
import type { NoteKeeper } from './note-keeper.ts'
import { useNotes } from './notes-provider.tsx'

type OtherDraftsProps = { callId: string; stored: string; keeper: NoteKeeper }

/** Other unsent texts of this note: of another tab that has it open, or left behind by one. */
export function OtherDrafts({ callId, stored, keeper }: OtherDraftsProps) {
  const { others, notes } = useNotes()
  const own = notes.get(callId)?.draft
  return others
    .filter((other) => other.callId === callId && !isSameNote(other.text, own?.text ?? stored))
    .map((other) => (
      <Message
        key={other.name}
        title={
          other.isOpen
            ? 'Also being edited in another tab'
            : `Another text of this note, not sent since ${formatInstant(other.at)}`
        }
        role="note"
        actions={
          <>
            <CopyButton text={other.text} />
            {!other.isOpen && (
              <>
                <Button
                  disabled={own?.op !== undefined}
                  onClick={() => void keeper.takeOther(other)}
                >
                  Use this text
                </Button>
                <Button look="plain" onClick={() => void keeper.discard(other.name)}>
                  Discard
                </Button>
              </>
            )}
          </>
        }
      >
        <blockquote>{other.text}</blockquote>
      </Message>
    ))
}
