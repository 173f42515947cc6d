import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { LeavableField } from '../../../contract/crm.ts'
import type { User } from '../../../contract/session.ts'
import { Button } from '../../shared/button.tsx'
import { CrmFailure } from './crm-failure.tsx'
import type { CrmEntry } from './crm-memory.ts'
import { CrmPreview } from './crm-preview.tsx'
import styles from './crm.module.css'
import { problemOfId } from './interaction-id.ts'
import { LoggedAs } from './logged-as.tsx'
import { useCrmLog } from './use-crm-log.ts'

/** Logs one call to the CRM, once it is known under which interaction. */
export function LogToCrm({ callId, user }: { callId: string; user: User }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { entry, remember, logging, isLogging } = useCrmLog(callId, user)
  const [isAsked, setIsAsked] = useState(false)
  const [isPreviewed, setIsPreviewed] = useState(false)
  const [leaveOut, setLeaveOut] = useState<LeavableField[]>([])
  const typed = entry.interactionId ?? ''
  const problem = problemOfId(typed)

  function log() {
    setIsAsked(true)
    if (problem !== undefined) field.current?.focus()
    else if (!isLogging) logging.mutate({ interactionId: typed.trim(), leaveOut })
  }

  function logByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    log()
  }

  return (
    <fieldset className={styles.crm}>
      <legend>CRM</legend>
      <label htmlFor={id}>Interaction ID</label>
      <div className={styles.row}>
        <input
          ref={field}
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-describedby={`${id}-problem`}
          aria-invalid={isAsked && problem !== undefined}
          // Who begins to log wants to see what will leave.
          onFocus={() => setIsPreviewed(true)}
          onChange={({ target }) => remember((was) => ({ ...was, interactionId: target.value }))}
          onKeyDown={logByKey}
        />
        <Button disabled={isLogging} onClick={log}>
          Log to CRM
        </Button>
      </div>
      <p id={`${id}-problem`} className={styles.problem}>
        {isAsked ? problem : ''}
      </p>
      {logging.isError && !isLogging && <CrmFailure error={logging.error} role="alert" />}
      <div aria-live="polite">
        <CrmState entry={entry} isLogging={isLogging} hasFailed={logging.isError} />
      </div>
      <CrmPreview
        callId={callId}
        isOpen={isPreviewed}
        onToggle={setIsPreviewed}
        leaveOut={leaveOut}
        onLeaveOut={setLeaveOut}
      />
    </fieldset>
  )
}

type CrmStateProps = { entry: CrmEntry; isLogging: boolean; hasFailed: boolean }

/** A status only where there is one: the drawer has others. */
function CrmState({ entry, isLogging, hasFailed }: CrmStateProps) {
  if (isLogging) return <p role="status">Logging to the CRM…</p>
  if (!entry.isOpen || hasFailed) return <LoggedAs entry={entry} role="status" />
  return (
    <p role="status">
      It is not certain that the CRM has it. Log it again to be sure: there will be one record.
    </p>
  )
}
