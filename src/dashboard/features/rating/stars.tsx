import { MOST_TENTHS } from '../../../contract/rating.ts'
import styles from './rating.module.css'

const STARS = [0, 1, 2, 3, 4]
const STAR = 'M10 1.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L10 14.9l-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z'

type StarsProps = { tenths: number | undefined; onPick: (tenths: number) => void }

/**
 * Five stars, filled to the tenth. A finger or a pointer picks on them; keyboards and screen readers have the
 * field beside them, which says the same.
 */
export function Stars({ tenths = 0, onPick }: StarsProps) {
  return (
    <span className={styles.stars} aria-hidden="true">
      <Row />
      <span className={styles.filled} style={{ inlineSize: `${(tenths / MOST_TENTHS) * 100}%` }}>
        <Row />
      </span>
      <input
        type="range"
        tabIndex={-1}
        min={0}
        max={MOST_TENTHS}
        value={tenths}
        onChange={({ target }) => onPick(target.valueAsNumber)}
      />
    </span>
  )
}

function Row() {
  return (
    <svg viewBox="0 0 100 20">
      {STARS.map((star) => (
        <path key={star} d={STAR} transform={`translate(${star * 20})`} />
      ))}
    </svg>
  )
}
