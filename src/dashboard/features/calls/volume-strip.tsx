import { useState } from 'react'
import type { CallPage } from '../../../contract/calls.ts'
import type { CallList } from './use-call-list.ts'
import { filtersKeyOf, listKeyOf, type Subject, useVolumeSubject } from './use-volume-subject.ts'
import type { UpdateView, View } from './view.ts'
import { VolumeBars } from './volume-bars.tsx'
import styles from './volume-strip.module.css'
import { NOT_COUNTED } from './volume-words.ts'

type VolumeStripProps = { view: View; updateView: UpdateView; list: CallList; timeZone: string }

/** How many calls there are by hour, day or longer over the range of the list, and a way to choose less of it. */
export function VolumeStrip({ view, updateView, list, timeZone }: VolumeStripProps) {
  const [chosenIn, setChosenIn] = useState<Subject>()
  // Another zone or filter ends what was begun under the ones before.
  const isHeld = chosenIn?.filtersKey === filtersKeyOf(view)
  if (chosenIn !== undefined && !isHeld) setChosenIn(undefined)
  const subject = useVolumeSubject(view, list, timeZone, isHeld ? chosenIn : undefined)
  const isCurrent = isHeld || subject?.listKey === listKeyOf(view)
  // Whatever comes of the list: the bars that somebody chooses in stay.
  const rest = isHeld ? undefined : findRest(view, list, subject, isCurrent)
  return (
    <section className={styles.strip} aria-label="Volume">
      {rest !== undefined && <p className={styles.rest}>{rest}</p>}
      {rest === undefined && subject !== undefined && (
        <VolumeBars
          subject={subject}
          isCurrent={isCurrent}
          hasAnyNotes={list.noteFilter === null}
          view={view}
          updateView={updateView}
          onHold={setChosenIn}
        />
      )}
    </section>
  )
}

/** Why no bars are drawn, as a sentence; undefined where they are, or will be once the list has come. */
function findRest(
  view: View,
  { page, query, contradiction, isStopped }: CallList,
  subject: Subject | undefined,
  isCurrent: boolean,
): string | undefined {
  if (contradiction !== undefined)
    return 'The volume rests while the filters contradict each other.'
  if (view.id !== null) return 'The volume rests while a call is looked up by its ID.'
  if ((query.isLoadingError || isStopped) && !isCurrent)
    return 'The volume is counted once the calls are there.'
  if (page !== undefined && !query.isPlaceholderData) {
    if (page.total === undefined) return NOT_COUNTED
    if (ignoresRange(page))
      return 'HostedSuite does not keep to ranges, so it cannot count by hour or day.'
  }
  if (subject?.span.buckets.length === 0) return 'None of this range has begun yet.'
  return undefined
}

const ignoresRange = ({ notices }: CallPage) =>
  notices.some(
    (notice) =>
      notice.code === 'FILTER_NOT_APPLIED' &&
      notice.filters.some((name) => name === 'from' || name === 'to'),
  )
