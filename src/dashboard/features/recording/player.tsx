import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { describeError } from '../../api/problem-text.ts'
import { ratingQueries, recordingPath } from '../../api/ratings.ts'
import { Button } from '../../shared/button.tsx'
import { formatDuration } from '../../shared/format.ts'
import { Message } from '../../shared/message.tsx'
import { PlayerIcon } from './player-icon.tsx'
import styles from './recording.module.css'

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2]
const SKIP_SECONDS = 5

/** The element is the only one that knows; these are its words, repeated when it tells of a change. */
type Shown = { isPlaying: boolean; at: number; duration: number; speed: number; volume: number }

const look = (audio: HTMLAudioElement): Shown => ({
  isPlaying: !audio.paused,
  at: audio.currentTime,
  duration: Number.isFinite(audio.duration) ? audio.duration : 0,
  speed: audio.playbackRate,
  volume: audio.volume,
})

/** Plays the recording of one call. It comes through the gateway, part by part as it is listened to. */
export function Player({ callId }: { callId: string }) {
  const id = useId()
  const audio = useRef<HTMLAudioElement>(null)
  const [shown, setShown] = useState<Shown>({
    isPlaying: false,
    at: 0,
    duration: 0,
    speed: 1,
    volume: 1,
  })
  const [hasFailed, setHasFailed] = useState(false)
  const { isPlaying, at, duration, speed, volume } = shown

  const refresh = () => {
    if (audio.current !== null) setShown(look(audio.current))
  }
  const change = (act: (element: HTMLAudioElement) => void) => {
    if (audio.current === null) return
    act(audio.current)
    refresh()
  }
  const seek = (seconds: number) =>
    change((element) => {
      element.currentTime = Math.min(Math.max(seconds, 0), duration)
    })
  const toggle = () =>
    change((element) => {
      // What keeps it from playing is told by its error event.
      if (element.paused) element.play().catch(() => undefined)
      else element.pause()
    })

  function playByKey(event: KeyboardEvent) {
    if (event.key !== ' ') return
    event.preventDefault()
    toggle()
  }

  return (
    <section className={styles.player} aria-labelledby={id}>
      <h3 id={id}>Recording</h3>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the transcript stands below, without times. */}
      <audio
        ref={audio}
        src={recordingPath(callId)}
        preload="metadata"
        onDurationChange={refresh}
        onTimeUpdate={refresh}
        onPlay={refresh}
        onPause={refresh}
        onEnded={refresh}
        onError={() => setHasFailed(true)}
      />
      {hasFailed ? (
        <PlayerFailure
          callId={callId}
          onRetry={() => {
            setHasFailed(false)
            audio.current?.load()
          }}
        />
      ) : (
        <div role="group" aria-label="Player" className={styles.controls}>
          <Button look="icon" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={toggle}>
            <PlayerIcon name={isPlaying ? 'pause' : 'play'} />
          </Button>
          <Button
            look="icon"
            aria-label={`Back ${SKIP_SECONDS} seconds`}
            onClick={() => seek(at - SKIP_SECONDS)}
          >
            <PlayerIcon name="back" />
          </Button>
          <Button
            look="icon"
            aria-label={`Forward ${SKIP_SECONDS} seconds`}
            onClick={() => seek(at + SKIP_SECONDS)}
          >
            <PlayerIcon name="forward" />
          </Button>
          <input
            className={styles.seek}
            type="range"
            aria-label="Position"
            aria-valuetext={`${clock(at)} of ${clock(duration)}`}
            min={0}
            max={duration}
            step={0.1}
            value={at}
            onChange={({ target }) => seek(target.valueAsNumber)}
            onKeyDown={playByKey}
          />
          <span className={styles.time}>
            {clock(at)} / {clock(duration)}
          </span>
          <select
            aria-label="Speed"
            value={speed}
            onChange={({ target }) =>
              change((element) => {
                element.playbackRate = Number(target.value)
              })
            }
          >
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
          <input
            className={styles.volume}
            type="range"
            aria-label="Volume"
            aria-valuetext={`${Math.round(volume * 100)} %`}
            min={0}
            max={1}
            step={0.05}
            value={volume}
            onChange={({ target }) =>
              change((element) => {
                element.volume = target.valueAsNumber
              })
            }
            onKeyDown={playByKey}
          />
        </div>
      )}
    </section>
  )
}

/** The beginning has a time too. */
const clock = (seconds: number) => (seconds < 1 ? '0:00' : formatDuration(Math.floor(seconds)))

function PlayerFailure({ callId, onRetry }: { callId: string; onRetry: () => void }) {
  const client = useQueryClient()
  const trouble = ratingQueries.recordingTrouble(callId)
  const { error, isPending } = useQuery(trouble)
  const retry = () => {
    client.removeQueries({ queryKey: trouble.queryKey })
    onRetry()
  }
  return (
    <Message
      title="The recording cannot be played"
      tone="warm"
      actions={<Button onClick={retry}>Retry</Button>}
    >
      {!isPending && (
        <p>{error === null ? 'This browser does not play its format.' : describeError(error)}</p>
      )}
    </Message>
  )
}
