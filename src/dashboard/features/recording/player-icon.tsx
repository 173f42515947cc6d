const PATHS = {
  play: 'M5 3.5v9l7-4.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  back: 'M8 4L4 8l4 4M13 4L9 8l4 4',
  forward: 'M3 4l4 4-4 4M8 4l4 4-4 4',
} as const

/** A drawn sign. Its button says what it means. */
export function PlayerIcon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
