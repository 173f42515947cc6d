import type { Call } from '../../../contract/calls.ts'
import { formatMoment } from '../../../dashboard/shared/format.ts'

/** Everything that is known of a call, and its note. */
export function Details({
  call: { interactions, notes, startTime, completedFormIds, ...facts },
}: {
  call: Call
}) {
  return (
    <aside aria-label="Call details">
      <h2>{facts.callerName ?? facts.callerNumber ?? facts.id}</h2>
      <p>{startTime === undefined ? '' : Object.values(formatMoment(startTime)).join(' ')}</p>
      <dl>
        {Object.entries({ ...facts, completedFormIds: completedFormIds.join() }).map(
          ([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ),
        )}
      </dl>
      <ol>
        {interactions.map((each, index) => (
          <li key={index}>
            {each.startTime === undefined ? '' : formatMoment(each.startTime).time} {each.type}{' '}
            {each.description}
          </li>
        ))}
      </ol>
      <textarea aria-label="Notes" key={facts.id} defaultValue={notes} />
    </aside>
  )
}
