import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import type { CallSummary } from '../../../contract/calls.ts'
import type { LeavableField } from '../../../contract/crm.ts'
import type { User } from '../../../contract/session.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDrawNow } from '../../shared/use-draw-now.ts'
import { useModal } from '../../shared/use-modal.ts'
import { BulkCall } from './bulk-call.tsx'
import { BulkControls } from './bulk-controls.tsx'
import { type BulkRow, spreadColumn } from './bulk-rows.ts'
import { createBulkRun } from './bulk-run.ts'
import styles from './bulk.module.css'
import { entryQuery, logRemembered, rememberCall, useCrmMemory } from './crm-log.ts'
import { StopQuestion } from './stop-question.tsx'

type LogCallsToCrmProps = { calls: readonly CallSummary[]; user: User; onClose: () => void }

/** Logs many calls to the CRM, each under its own interaction, with a result for each. */
export function LogCallsToCrm({ calls, user, onClose }: LogCallsToCrmProps) {
  const id = useId()
  const dialog = useModal()
  const client = useQueryClient()
  const memory = useCrmMemory(user)
  const [run] = useState(() =>
    createBulkRun(({ callId, ...log }) => {
      const options = logRemembered(client, memory, callId)
      return client.getMutationCache().build(client, options).execute(log)
    }),
  )
  const state = useSyncExternalStore(run.subscribe, run.read)
  const entries = useQueries({ queries: calls.map((call) => entryQuery(memory, call.id)) })
  const [leftOut, setLeftOut] = useState<ReadonlyMap<string, LeavableField[]>>(new Map())
  const [isAsked, setIsAsked] = useState(false)
  const isUnderWay = state.phase === 'running' || state.phase === 'paused'

  const rows = calls.map((call, at): BulkRow => ({
    call,
    entry: entries[at]?.data ?? {},
    outcome: state.outcomes.get(call.id),
    leaveOut: leftOut.get(call.id) ?? [],
  }))

  const drawNow = useDrawNow()
  const typeId = (callId: string, interactionId: string) => {
    rememberCall(client, memory, callId, (was) => ({ ...was, interactionId }))
    drawNow()
  }

  const close = () => (isUnderWay ? setIsAsked(true) : onClose())

  useEffect(() => run.cancel, [run])

  useEffect(() => {
    if (!isUnderWay) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnderWay])

  return (
    <dialog
      ref={dialog}
      className={styles.bulk}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      // The second Escape closes a dialog whatever its page says.
      onClose={() => {
        if (dialog.current?.open !== false) return
        dialog.current.showModal()
        close()
      }}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`}>
          Log {calls.length === 1 ? '1 call' : `${calls.length} calls`} to the CRM
        </h2>
        <Button look="icon" aria-label="Close" title="Close" onClick={close}>
          <Icon name="close" />
        </Button>
      </div>
      <p>
        Each call is logged under the ID of its interaction in the CRM, once. A column of IDs that
        is pasted fills the fields below as well.
      </p>
      <ul className={styles.calls} aria-label="Calls to log">
        {rows.map((row, at) => (
          <BulkCall
            key={row.call.id}
            row={row}
            onType={(interactionId) => typeId(row.call.id, interactionId)}
            onPasteColumn={(column) => {
              spreadColumn(rows.slice(at), column).forEach(([callId, typed]) =>
                typeId(callId, typed),
              )
            }}
            onLeaveOut={(fields) => setLeftOut((was) => new Map(was).set(row.call.id, fields))}
          />
        ))}
      </ul>
      <BulkControls run={run} state={state} rows={rows} />
      {isAsked && isUnderWay && <StopQuestion onStop={onClose} onGoOn={() => setIsAsked(false)} />}
    </dialog>
  )
}
