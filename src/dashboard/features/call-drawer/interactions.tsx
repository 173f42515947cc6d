import { useState } from 'react'
import type { Call, CallTime, Interaction } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount, formatDuration, formatMoment } from '../../shared/format.ts'
import styles from './call-drawer.module.css'

/** Which part of the time split an interaction begins; HostedSuite's words are free text. */
const TONES: [RegExp, string][] = [
  [/ring|queue/i, 'ring'],
  [/hold/i, 'hold'],
  [/transfer/i, 'transfer'],
  [/answer|retrieve|talk/i, 'talk'],
  [/work|wrap/i, 'work'],
]

const toneOf = ({ type }: Interaction) => TONES.find(([pattern]) => pattern.test(type ?? ''))?.[1]

/** Seconds between two wall clocks; undefined when either cannot be read. */
function secondsBetween(start: CallTime | undefined, end: CallTime | undefined) {
  if (start?.wallClock === undefined || end?.wallClock === undefined) return undefined
  return (Date.parse(`${end.wallClock}Z`) - Date.parse(`${start.wallClock}Z`)) / 1000
}

function offsetOf(call: Call, interaction: Interaction): string {
  const seconds = secondsBetween(call.startTime, interaction.startTime)
  if (seconds === undefined) return ''
  const size = seconds === 0 ? '0:00' : formatDuration(Math.abs(seconds))
  // Real logs have ends before their beginnings; the sign shows them.
  return `${seconds < 0 ? '−' : '+'}${size}`
}

/** A call has a dozen or two; a log that ran away must not hold the page up. */
const SHOWN_AT_FIRST = 200

/** What happened during the call, in order, each with the time since it began. */
export function Interactions({ call, zone }: { call: Call; zone: string | undefined }) {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? call.interactions : call.interactions.slice(0, SHOWN_AT_FIRST)
  const left = call.interactions.length - shown.length
  return (
    <section>
      <h3 id="interactions">Interactions</h3>
      {call.interactions.length === 0 ? (
        <p className={styles.quiet}>None recorded</p>
      ) : (
        <ol className={styles.timeline} aria-labelledby="interactions">
          {shown.map((interaction, index) => {
            const { startTime, type, description } = interaction
            const { date, time } =
              startTime === undefined ? { date: '', time: '' } : formatMoment(startTime, { zone })
            const tone = toneOf(interaction)
            return (
              // Interactions have no id, and their order never changes.
              <li key={index}>
                <span
                  className={styles.dot}
                  style={{ background: tone === undefined ? 'var(--edge)' : `var(--tone-${tone})` }}
                />
                <span className={styles.offset} title={`${date} ${time}`.trim()}>
                  {offsetOf(call, interaction)}
                  <span className="unseen">{` ${date} ${time}`}</span>
                </span>
                <b>{type ?? 'Unnamed'}</b>
                <span className={styles.description}>{description}</span>
              </li>
            )
          })}
        </ol>
      )}
      {left > 0 && (
        <Button onClick={() => setIsWhole(true)}>Show the other {formatCount(left)}</Button>
      )}
    </section>
  )
}
