import type { KeyboardEvent } from 'react'
import styles from './recording.module.css'

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2]

type PlayerSettingsProps = {
  speed: number
  /** From 0 to 1. */
  volume: number
  onSpeed: (speed: number) => void
  onVolume: (volume: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function PlayerSettings(props: PlayerSettingsProps) {
  const { speed, volume, onSpeed, onVolume, onKeyDown } = props
  return (
    <div className={styles.settings}>
      <label>
        Speed{' '}
        <select value={speed} onChange={({ target }) => onSpeed(Number(target.value))}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </label>
      <label>
        Volume{' '}
        <input
          className={styles.volume}
          type="range"
          aria-valuetext={`${Math.round(volume * 100)} %`}
          min={0}
          max={1}
          step={0.05}
          value={volume}
          onChange={({ target }) => onVolume(target.valueAsNumber)}
          onKeyDown={onKeyDown}
        />
      </label>
    </div>
  )
}
