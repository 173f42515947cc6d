import { useQuery } from '@tanstack/react-query'
import type { CrmField, CrmMessage, LeavableField } from '../../../contract/crm.ts'
import { crmQueries } from '../../api/crm.ts'
import { describeError } from '../../api/problem-text.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import styles from './crm.module.css'

type CrmPreviewProps = {
  callId: string
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  /** Fields with a problem that the person wants to do without. */
  leaveOut: LeavableField[]
  onLeaveOut: (fields: LeavableField[]) => void
}

/** All that will leave for the CRM, and what stands in its way. */
export function CrmPreview({ callId, isOpen, onToggle, leaveOut, onLeaveOut }: CrmPreviewProps) {
  const { data, error, refetch } = useQuery({ ...crmQueries.preview(callId), enabled: isOpen })
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary>What will be sent</summary>
      <div className={styles.preview}>
        {data === undefined && error === null && <p>Reading what will be sent…</p>}
        {data === undefined && error !== null && (
          <p className={styles.problem}>
            {describeError(error)} <Button onClick={() => void refetch()}>Retry</Button>
          </p>
        )}
        {data !== undefined && (
          <>
            <dl className={styles.fields}>
              {data.fields.map((field) => (
                <Field
                  key={field.name}
                  field={field}
                  isLeftOut={leaveOut.some((name) => name === field.name)}
                  onLeaveOut={(name, isLeftOut) =>
                    onLeaveOut([
                      ...leaveOut.filter((each) => each !== name),
                      ...(isLeftOut ? [name] : []),
                    ])
                  }
                />
              ))}
            </dl>
            <Messages messages={data.messages} />
          </>
        )}
      </div>
    </details>
  )
}

type FieldProps = {
  field: CrmField
  isLeftOut: boolean
  onLeaveOut: (name: LeavableField, isLeftOut: boolean) => void
}

function Field({ field, isLeftOut, onLeaveOut }: FieldProps) {
  const { name, value, limit, problem, isLongInBytes } = field
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
        {isLongInBytes && (
          <p>The CRM may refuse this: it is longer than {limit} where bytes are counted.</p>
        )}
        {problem !== undefined && (
          <p className={styles.problem}>
            {problem === 'TOO_LONG'
              ? `Longer than the ${limit} characters that the CRM takes.`
              : 'The transcript could not be read from Driv.ly.'}
          </p>
        )}
        {problem !== undefined && name !== 'CallNumber' && name !== 'ExternalSystemCallId' && (
          <label>
            <input
              type="checkbox"
              checked={isLeftOut}
              onChange={({ target }) => onLeaveOut(name, target.checked)}
            />{' '}
            Leave {name} out
          </label>
        )}
      </dd>
    </div>
  )
}

function Messages({ messages }: { messages: CrmMessage[] }) {
  const title = `${formatCount(messages.length)} transcript ${messages.length === 1 ? 'message' : 'messages'}`
  return (
    <>
      <p>{title}</p>
      {messages.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
        <ol className={styles.messages} tabIndex={0} aria-label={title}>
          {messages.map(({ text, postedBy, isNameShortened, isNameLongInBytes }, at) => (
            // Messages have no id yet, and their order is that of the call.
            <li key={at}>
              {postedBy !== undefined && (
                <b>
                  <bdi>{postedBy}</bdi>:{' '}
                </b>
              )}
              <bdi>{text}</bdi>
              {isNameShortened && <small> The name is shortened to 64 characters.</small>}
              {isNameLongInBytes && (
                <small>
                  {' '}
                  The CRM may refuse the name: it is longer than 64 where bytes are counted.
                </small>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
