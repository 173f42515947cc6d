import type { ReactNode } from 'react'
import { type CallSummary, type CallTime, isAbandoned } from '../../../contract/calls.ts'
import { DIRECTION_NAMES } from '../../../contract/words.ts'
import { browserZone } from '../../shared/browser-zone.ts'
import { formatMoment, NOTHING } from '../../shared/format.ts'
import { PhoneNumber } from '../../shared/phone-number.tsx'
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
    { name: 'Number', value: call.callerNumber && <PhoneNumber number={call.callerNumber} /> },
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

type CallFactsProps = {
  call: CallSummary
  /** HostedSuite's zone. */
  hostZone: string
}

export function CallFacts({ call, hostZone }: CallFactsProps) {
  const clocks = readClocks(call.startTime, hostZone)
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
        {clocks.length > 1 && (
          <div className={styles.wide}>
            <dt>Began</dt>
            {clocks.map((clock) => (
              <dd key={clock}>{clock}</dd>
            ))}
          </div>
        )}
        <div className={styles.wide}>
          <dt>Call ID</dt>
          <dd className={styles.id}>{call.id}</dd>
        </div>
      </dl>
    </section>
  )
}

/** When it began on the clocks of HostedSuite, of this browser and of everybody, each zone once. */
function readClocks(startTime: CallTime | undefined, hostZone: string): string[] {
  if (startTime?.instant === undefined) return []
  return [...new Set([hostZone, browserZone(), 'UTC'])].map((zone) => {
    // What HostedSuite has written is not converted to its own zone.
    const { date, time } = formatMoment(startTime, { zone: zone === hostZone ? undefined : zone })
    return `${date} ${time} ${zone}`
  })
}
