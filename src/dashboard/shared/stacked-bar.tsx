import styles from './stacked-bar.module.css'

type Segment = { tone: string; size: number }

type StackedBarProps = {
  segments: Segment[]
  /** What the bar says, for those who do not see it. */
  label: string
  /** The size that fills the whole width; without one the segments do. A longer bar is cut and says so. */
  scale?: number
  height?: 'thin' | 'thick'
}

/** One bar of several parts in fixed tones (`--tone-…` of the design tokens). */
export function StackedBar({ segments, label, scale, height = 'thin' }: StackedBarProps) {
  const total = segments.reduce((sum, { size }) => sum + size, 0)
  const share = scale === undefined ? 1 : Math.min(1, total / scale)
  return (
    <span
      className={styles.bar}
      data-height={height}
      data-cut={scale !== undefined && total > scale}
      role="img"
      aria-label={label}
      style={{ inlineSize: `${share * 100}%` }}
    >
      {segments.map(({ tone, size }) => (
        <span
          key={tone}
          className={styles.segment}
          style={{ flexGrow: size, background: `var(--tone-${tone})` }}
        />
      ))}
    </span>
  )
}
