import { RequestError } from '../../api/http.ts'
import { describeError } from '../../api/problem-text.ts'
import styles from './rating.module.css'

const NAMES = new Map([
  ['tenths', 'the rating'],
  ['note', 'the rating note'],
  ['addNumber', 'the caller’s number'],
])

const problemOf = (error: unknown) => (error instanceof RequestError ? error.problem : undefined)

/** The members of the change that Driv.ly refused, by their names in the contract. */
export const refusedFields = (error: unknown): string[] =>
  problemOf(error)?.fields?.map(({ name }) => name) ?? []

/** Why a rating was not saved. What was entered stays, so that saving again is all there is to do. */
export function RatingFailure({ error }: { error: unknown }) {
  const problem = problemOf(error)
  const isUncertain = problem === undefined || problem.code === 'SERVICE_UNCONFIRMED'
  const names = refusedFields(error)
    .map((field) => NAMES.get(field))
    .filter((name) => name !== undefined)
  return (
    <div role="alert" className={styles.failure}>
      <p>
        <b>
          {isUncertain
            ? 'It is not certain that the rating was saved.'
            : 'The rating was not saved.'}
        </b>{' '}
        {names.length > 0 ? `Driv.ly refused ${names.join(' and ')}.` : describeError(error)} What
        you entered is still here.
      </p>
    </div>
  )
}
