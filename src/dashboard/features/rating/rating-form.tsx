import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef } from 'react'
import { type KnownCall, type RateCall, RatingNoteSchema } from '../../../contract/rating.ts'
import { rateCall } from '../../api/ratings.ts'
import { Button } from '../../shared/button.tsx'
import { formatClock } from '../../shared/format.ts'
import { changeOf, type Draft, problemOf, withoutSaved } from './draft.ts'
import { RatingFailure, refusedFields } from './rating-failure.tsx'
import styles from './rating.module.css'
import { Stars } from './stars.tsx'
import { formatTenths, parseTenths } from './tenths.ts'
import { useDraft } from './use-draft.ts'

type RatingFormProps = {
  callId: string
  known: KnownCall
  /** HostedSuite's, which Driv.ly can be given where it has none. */
  callerNumber: string | undefined
}

/** The rating of one call, in tenths of a star, and why. Saves what was changed and nothing else. */
export function RatingForm({ callId, known, callerNumber }: RatingFormProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { draft, changeDraft } = useDraft(callId)
  const saving = useMutation({
    ...rateCall(callId),
    onSuccess: async (...saved) => {
      await rateCall(callId).onSuccess?.(...saved)
      const [rating] = saved
      if (rating.isKnown) changeDraft((was) => withoutSaved(was, rating))
    },
  })
  const rating = draft.rating ?? formatTenths(known.tenths)
  const note = draft.note ?? known.note
  const change = changeOf(draft, known)
  const problem = problemOf(draft, known)
  const noteProblem = RatingNoteSchema.safeParse(note).error?.issues[0]?.message
  const refused = refusedFields(saving.error)

  const type = (part: Draft) => changeDraft((was) => ({ ...was, ...part }))

  function save() {
    if (problem !== undefined) field.current?.focus()
    else if (noteProblem === undefined && Object.keys(change).length > 0 && !saving.isPending)
      saving.mutate(change)
  }

  function clear() {
    changeDraft(({ rating: _given, ...rest }) => rest)
    saving.mutate({ tenths: null })
  }

  function rateByDigit(event: KeyboardEvent) {
    const isTyping =
      event.target instanceof HTMLElement && event.target.matches('textarea, [type=number]')
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !/^[0-5]$/.test(event.key))
      return
    event.preventDefault()
    type({ rating: formatTenths(Number(event.key) * 10) })
  }

  return (
    // The keys are a short cut for what its fields do.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset className={styles.rating} onKeyDown={rateByDigit}>
      <legend>Rating</legend>
      <div className={styles.row}>
        <Stars
          tenths={parseTenths(rating)}
          onPick={(tenths) => type({ rating: formatTenths(tenths) })}
        />
        <input
          ref={field}
          type="number"
          inputMode="decimal"
          aria-label="Rating"
          aria-describedby={`${id}-problem`}
          aria-invalid={problem !== undefined || refused.includes('tenths')}
          min={0}
          max={5}
          step={0.1}
          value={rating}
          // So that one digit is a whole rating.
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => type({ rating: target.value })}
        />
        <span>of 5</span>
      </div>
      <label htmlFor={`${id}-note`}>Rating note</label>
      <textarea
        id={`${id}-note`}
        value={note}
        rows={2}
        aria-describedby={`${id}-problem`}
        aria-invalid={noteProblem !== undefined || refused.includes('note')}
        onChange={({ target }) => type({ note: target.value })}
      />
      {!known.hasNumber && callerNumber !== undefined && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.addNumber === true}
            onChange={({ target }) =>
              changeDraft(({ addNumber: _given, ...rest }) =>
                target.checked ? { ...rest, addNumber: true } : rest,
              )
            }
          />
          Give Driv.ly the caller’s number, <bdi>{callerNumber}</bdi>
        </label>
      )}
      <div id={`${id}-problem`} className={styles.problem}>
        {[problem, noteProblem]
          .filter((each) => each !== undefined)
          .map((each) => (
            <p key={each}>{each}</p>
          ))}
      </div>
      {saving.isError && <RatingFailure error={saving.error} />}
      <div className={styles.foot}>
        <p aria-live="polite">{describeState(saving, known, change)}</p>
        <Button
          look="plain"
          disabled={known.tenths === null || saving.isPending}
          onClick={() => {
            field.current?.focus()
            clear()
          }}
        >
          Clear rating
        </Button>
        <Button onClick={save}>Save rating</Button>
      </div>
    </fieldset>
  )
}

type Saving = { isPending: boolean; isSuccess: boolean; isError: boolean; submittedAt: number }

function describeState(saving: Saving, known: KnownCall, change: RateCall): string {
  if (saving.isPending) return 'Saving the rating…'
  if (Object.keys(change).length > 0) return 'Rating not saved yet'
  if (!saving.isSuccess) return ''
  const saved = `Rating saved ${formatClock(saving.submittedAt)}`
  return known.notices.includes('NUMBER_LEFT_OUT')
    ? `${saved}. The number was left out: Driv.ly takes North American numbers only.`
    : saved
}
