import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { findLoadedCall } from '../../api/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatInstant, formatMoment } from '../../shared/format.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { Modal } from '../../shared/modal.tsx'
import styles from './drafts-list.module.css'
import { findProblem } from './note-problem.ts'
import { listUnsent, type Step, type UnsentNote } from './note-state.ts'
import { useNoteKeeper, useNotes } from './notes-provider.tsx'

/** A page of drafts: hundreds of them would take a second to draw. */
const SHOWN_AT_ONCE = 50

type DraftsListProps = { onOpen: (callId: string) => void; onClose: () => void }

/** The unsent notes of this person over all calls in this browser, the oldest first. */
export function DraftsList({ onOpen, onClose }: DraftsListProps) {
  const notes = useNotes()
  const { keeper } = useNoteKeeper()
  const unsent = listUnsent(notes)
  const [shown, setShown] = useState(SHOWN_AT_ONCE)

  return (
    <Modal title="Drafts" onClose={onClose}>
      {unsent.length === 0 && notes.unreadable.length === 0 ? (
        <p>Nothing is waiting to be sent.</p>
      ) : (
        <p className={styles.about}>
          Only this browser has them: closing a private window, or clearing its data, takes them
          away.
        </p>
      )}
      <ul aria-label="Unsent notes">
        {unsent.slice(0, shown).map((note) => (
          <UnsentItem key={note.name} note={note} onOpen={onOpen} />
        ))}
      </ul>
      {unsent.length > shown && (
        <Button onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show more ({unsent.length - shown})
        </Button>
      )}
      <ul aria-label="Unreadable drafts">
        {notes.unreadable.map(({ name, callId, at }) => (
          <li key={name} className={styles.draft} data-old="true">
            <p>
              <b>Unreadable draft</b> of call {callId}
              {at !== undefined && `, ${formatInstant(at)}`}
            </p>
            <p>It was kept by a later version of this page, with another key, or is damaged.</p>
            <div className={styles.actions}>
              <Button onClick={() => onOpen(callId)}>Open</Button>
              <Button look="plain" onClick={() => void keeper?.discard(name)}>
                Delete
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

const DAY_MS = 24 * 3600_000
/** From then on a browser may throw away by itself what a page keeps. */
const OLD_DAYS = 5

function UnsentItem({ note, onOpen }: { note: UnsentNote; onOpen: (callId: string) => void }) {
  const { at, isElsewhere, isSecond, step, draft } = note
  const { callId, text } = draft
  const { keeper } = useNoteKeeper()
  const call = findLoadedCall(useQueryClient(), callId)
  const [now] = useState(() => Date.now())
  const [isAsking, setIsAsking] = useState(false)
  const days = Math.floor((now - at) / DAY_MS)
  const isUnderWay = step === 'wanted' || step === 'sending'
  const canBeSent = !isElsewhere && !isSecond && findProblem(draft) === undefined
  const start = call?.startTime === undefined ? undefined : formatMoment(call.startTime)
  return (
    <li className={styles.draft} data-old={days >= OLD_DAYS}>
      <p>
        <b>{call?.callerName ?? call?.callerNumber ?? `Call ${callId}`}</b>
        {start !== undefined && `, ${start.date}, ${start.time}`}
      </p>
      <p>
        {days >= OLD_DAYS && <b>Not sent for {days} days. </b>}
        {isElsewhere
          ? 'Being edited in another tab'
          : isSecond
            ? 'Another text of its note: open it to choose'
            : STATES[step]}
        , {formatInstant(at)}
      </p>
      <blockquote>{text === '' ? 'Nothing: the note would be cleared.' : text}</blockquote>
      <div className={styles.actions}>
        <Button onClick={() => onOpen(callId)}>Open</Button>
        <Button disabled={!canBeSent || isUnderWay} onClick={() => void keeper?.send(note)}>
          Send
        </Button>
        <CopyButton text={text} />
        {!isElsewhere && (
          // The same button twice, so that a second press by mistake keeps the text.
          <Button look="plain" disabled={isUnderWay} onClick={() => setIsAsking(!isAsking)}>
            {isAsking ? 'Keep it' : 'Discard'}
          </Button>
        )}
        {!isElsewhere && isAsking && (
          <Button
            disabled={isUnderWay}
            onClick={({ currentTarget }) => {
              focusBeside(currentTarget)
              void keeper?.giveUp(note)
            }}
          >
            Discard this text
          </Button>
        )}
      </div>
    </li>
  )
}

/** The pressed button goes with its draft; the keyboard goes on at the next one. */
function focusBeside(button: HTMLElement) {
  const item = button.closest('li')
  const goal = item?.nextElementSibling ?? item?.previousElementSibling ?? button.closest('dialog')
  goal?.querySelector('button')?.focus()
}

const STATES: Record<Step, string> = {
  untouched: 'Not sent',
  draft: 'Not sent',
  wanted: 'Saving…',
  sending: 'Saving…',
  waiting: 'Could not be sent yet',
  parked: 'Waits until you are signed in',
  conflict: 'Changed by someone else: open it to decide',
  rejected: 'Refused: open it to see why',
  rewritten: 'Stored as another text: open it to see',
  saved: 'Saved',
}
