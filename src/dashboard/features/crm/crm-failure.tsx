import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import { isUncertain } from './crm-log.ts'
import styles from './crm.module.css'

/** The fields at fault, where the problem is with some. */
export const fieldsAtFault = (error: unknown): { name: string; message: string }[] =>
  (error instanceof RequestError ? error.problem?.fields : undefined) ?? []

type CrmFailureProps = { error: unknown; role?: 'alert' }

/** Why a call was not logged, by field where one is at fault. */
export function CrmFailure({ error, role }: CrmFailureProps) {
  const fields = fieldsAtFault(error)
  return (
    <div role={role} className={styles.failure}>
      <p>
        <b>
          {isUncertain(error)
            ? 'It is not certain that the call was logged.'
            : 'The call was not logged.'}
        </b>{' '}
        {fields.length === 0 && describeError(error)}
        {isUncertain(error) && ' Log it again to be sure: there will be one record.'}
      </p>
      {fields.map(({ name, message }) => (
        <p key={name}>
          {name === 'interactionId' ? 'Interaction ID' : name}: {message}
        </p>
      ))}
    </div>
  )
}
