import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { recordingPath } from '../../api/ratings.ts'
import { Button } from '../../shared/button.tsx'
import { formatDuration } from '../../shared/format.ts'
import { PlayerFailure } from './player-failure.tsx'
import { PlayerIcon } from './player-icon.tsx'
import { PlayerSettings } from './player-settings.tsx'
import styles from './recording.module.css'

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
          <PlayerSettings
            speed={speed}
            volume={volume}
            onSpeed={(rate) =>
              change((element) => {
                element.playbackRate = rate
              })
            }
            onVolume={(level) =>
              change((element) => {
                element.volume = level
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
