import { formatInstant } from '../../shared/format.ts'
import type { CrmEntry } from './crm-memory.ts'
import styles from './crm.module.css'

type LoggedAsProps = { entry: CrmEntry; role?: 'status' }

/** The CRM's own number of a call, and since when it has it. */
export function LoggedAs({ entry: { callNumber, loggedAt }, role }: LoggedAsProps) {
  if (callNumber === undefined || loggedAt === undefined) return null
  return (
    <p role={role} className={styles.logged}>
      Logged as{' '}
      <b>
        <bdi>{callNumber}</bdi>
      </b>
      , {formatInstant(Date.parse(loggedAt))}
    </p>
  )
}
