import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import styles from './crm.module.css'

/** Why a call was not logged, by field where one is at fault. */
export function CrmFailure({ error }: { error: unknown }) {
  const problem = error instanceof RequestError ? error.problem : undefined
  const isUncertain = problem === undefined || problem.code === 'SERVICE_UNCONFIRMED'
  const fields = problem?.fields ?? []
  return (
    <div role="alert" className={styles.failure}>
      <p>
        <b>
          {isUncertain ? 'It is not certain that the call was logged.' : 'The call was not logged.'}
        </b>{' '}
        {fields.length === 0 && describeError(error)}
        {isUncertain && ' Log it again to be sure: there will be one record.'}
      </p>
      {fields.map(({ name, message }) => (
        <p key={name}>
          {name === 'interactionId' ? 'Interaction ID' : name}: {message}
        </p>
      ))}
    </div>
  )
}
