import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { Call, CallSummary } from '../../../contract/calls.ts'
import { callQueries, findLoadedCall } from '../../api/calls.ts'
import { describeError } from '../../api/problem-text.ts'
import { RequestError } from '../../api/http.ts'
import { Button } from '../../shared/button.tsx'
import { formatMoment } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import { Message } from '../../shared/message.tsx'
import { PhoneNumber } from '../../shared/phone-number.tsx'
import { useMediaQuery } from '../../shared/use-media-query.ts'
import styles from './call-drawer.module.css'
import { CallFacts } from './call-facts.tsx'
import { Interactions } from './interactions.tsx'
import { TimeSplit } from './time-split.tsx'

export type CallDrawerProps = {
  callId: string
  /** Zone to show times in; undefined shows HostedSuite's wall clock as it came. */
  zone: string | undefined
  /** HostedSuite's own zone. */
  hostZone: string
  /** Where the call stands in the list; said aloud whenever it changes. */
  position: string
  /** Undefined at the ends of the list, and for a call that is not in it. */
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
  onClose: () => void
  /** What can be done to the call, once it has been read. */
  children: (call: Call) => ReactNode
}

/**
 * One call: beside the list where there is room, over it otherwise. What the list knows is shown at once;
 * the call itself is always read again by its id, because the list may hold neither its interactions nor
 * its newest note.
 */
export function CallDrawer(props: CallDrawerProps) {
  const { callId, zone, hostZone, position, onPrevious, onNext, onClose, children } = props
  const isBeside = useMediaQuery('(min-width: 1200px)')
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  const client = useQueryClient()
  const { data: call, error, isError, isFetching, refetch } = useQuery(callQueries.detail(callId))
  const known = call ?? findLoadedCall(client, callId)

  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    // Opening moves the focus; a window that only became wider or narrower must not.
    const focused = element.contains(document.activeElement) ? document.activeElement : null
    element.close()
    if (isBeside) element.show()
    else element.showModal()
    const goal = focused instanceof HTMLElement ? focused : title.current
    goal?.focus({ preventScroll: true })
  }, [isBeside])

  useEffect(() => {
    // A call opened from the list takes the reader along; one reached by the steps leaves them on the step.
    if (dialog.current?.contains(document.activeElement) === false)
      title.current?.focus({ preventScroll: true })
  }, [callId])

  useEffect(() => {
    if (!isBeside) return undefined
    const closeByKey = ({ key, target, defaultPrevented }: KeyboardEvent) => {
      const isHere = target === document.body || isWithin(target, 'dialog:not(:modal), table')
      if (key === 'Escape' && isHere && !defaultPrevented) onClose()
    }
    window.addEventListener('keydown', closeByKey)
    return () => window.removeEventListener('keydown', closeByKey)
  }, [isBeside, onClose])

  const { date, time } =
    known?.startTime === undefined
      ? { date: '', time: '' }
      : formatMoment(known.startTime, { zone, style: 'long' })

  return (
    <dialog
      ref={dialog}
      className={styles.drawer}
      aria-labelledby={titleId}
      // Single keys work in it although it may be modal.
      data-single-keys
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Over the list, a press beside it closes it; beside the list, the list is what people press.
      closedby={isBeside ? 'none' : 'any'}
    >
      <div className={styles.head}>
        <h2 ref={title} id={titleId} tabIndex={-1}>
          <span className="unseen">Call details: </span>
          {known === undefined ? callId : <Caller call={known} />}
          <span className="unseen">, </span>
          <small>
            {[date, time].filter((part) => part !== '').join(', ')}
            {zone !== undefined && ` ${zone}`}
          </small>
        </h2>
        <p className={styles.position} aria-live="polite">
          {position}
        </p>
        <div className={styles.steps}>
          <Step label="Previous call" icon="up" onStep={onPrevious} />
          <Step label="Next call" icon="down" onStep={onNext} />
          <Step label="Close" icon="close" onStep={onClose} />
        </div>
      </div>
      <div className={styles.body} aria-busy={isFetching}>
        {isError && <DrawerError error={error} isEmpty={known === undefined} onRetry={refetch} />}
        {known !== undefined && (
          <>
            <TimeSplit call={known} />
            <CallFacts call={known} hostZone={hostZone} />
          </>
        )}
        {call !== undefined && <Interactions key={call.id} call={call} zone={zone} />}
        {call === undefined && !isError && <p role="status">Reading the call…</p>}
        {call !== undefined && children(call)}
      </div>
    </dialog>
  )
}

const isWithin = (target: EventTarget | null, selector: string) =>
  target instanceof Element && target.closest(selector) !== null

function Caller({ call: { callerName, callerNumber } }: { call: CallSummary }) {
  if (callerName !== undefined) return callerName
  return callerNumber === undefined ? 'Unknown caller' : <PhoneNumber number={callerNumber} />
}

type StepProps = {
  label: string
  icon: 'up' | 'down' | 'close'
  onStep: (() => void) | undefined
}

function Step({ label, icon, onStep }: StepProps) {
  return (
    <Button look="icon" aria-label={label} title={label} disabled={!onStep} onClick={onStep}>
      <Icon name={icon} />
    </Button>
  )
}

type DrawerErrorProps = { error: Error; isEmpty: boolean; onRetry: () => Promise<unknown> }

function DrawerError({ error, isEmpty, onRetry }: DrawerErrorProps) {
  const isMissing = error instanceof RequestError && error.problem?.code === 'NOT_FOUND'
  return (
    <Message
      title={isMissing ? 'Call not found' : 'The call could not be read'}
      tone="warm"
      role="alert"
      actions={!isMissing && <Button onClick={() => void onRetry()}>Retry</Button>}
    >
      <p>{describeError(error)}</p>
      {!isMissing && !isEmpty && <p>What the list knows of it is shown below.</p>}
    </Message>
  )
}
