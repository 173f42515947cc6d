import type { ReactNode } from 'react'
import { type CallSummary, isAbandoned } from '../../../contract/calls.ts'
import { DIRECTION_NAMES } from '../../../contract/words.ts'
import { NOTHING } from '../../shared/format.ts'
import { WebLink } from '../../shared/web-link.tsx'
import styles from './call-drawer.module.css'

const joined = (...parts: (string | undefined)[]) =>
  parts.filter((part) => part !== undefined).join(', ') || undefined

/** Facts that nearly every call has, and those shown only where there is something to say. */
function factsOf(call: CallSummary): { name: string; value: ReactNode; isOptional?: true }[] {
  const { direction, type, flagged } = call
  return [
    { name: 'Client', value: call.clientName ?? call.clientId },
    { name: 'Center', value: call.centerId },
    { name: 'Agent', value: isAbandoned(call) ? 'Abandoned' : call.answeredBy },
    { name: 'Line', value: call.server },
    { name: 'Number', value: call.callerNumber },
    {
      name: 'Direction',
      value: direction === undefined ? type : DIRECTION_NAMES[direction],
    },
    {
      name: 'Transferred to',
      value: joined(call.transferToName, call.transferToNumber),
      isOptional: true,
    },
    { name: 'Holds', value: call.holdCount === 0 ? undefined : call.holdCount, isOptional: true },
    {
      name: 'Flag',
      value: flagged === true ? (call.flagNotes ?? 'Flagged') : undefined,
      isOptional: true,
    },
    {
      name: 'Screen pop',
      value: call.screenPop && <WebLink text={call.screenPop} />,
      isOptional: true,
    },
    { name: 'Forms', value: joined(...call.completedFormIds), isOptional: true },
  ]
}

export function CallFacts({ call }: { call: CallSummary }) {
  return (
    <section aria-label="Facts">
      <dl className={styles.facts}>
        {factsOf(call)
          .filter(({ value, isOptional }) => value !== undefined || isOptional !== true)
          .map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? <span className={styles.quiet}>{NOTHING}</span>}</dd>
            </div>
          ))}
        <div className={styles.wide}>
          <dt>Call ID</dt>
          <dd className={styles.id}>{call.id}</dd>
        </div>
      </dl>
    </section>
  )
}
