const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  first: 'M4 4v8M12 4L8 8l4 4',
  previous: 'M10 4L6 8l4 4',
  next: 'M6 4l4 4-4 4',
  last: 'M12 4v8M4 4l4 4-4 4',
  incoming: 'M12 4l-7 7M5 6v5h5',
  outgoing: 'M4 12l7-7M6 5h5v5',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  filters: 'M2 4h12M4.500 8h7M7 12h2',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  calendar: 'M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3',
  bars: 'M3 13V9M8 13V3M13 13V6',
  pin: 'M5 2.500h6M6 2.500v4.500L4 9.500h8L10 7V2.500M8 9.500v4',
  grip: 'M6 4v0M10 4v0M6 8v0M10 8v0M6 12v0M10 12v0',
  open: 'M4 6l4 4 4-4',
  link: 'M7 5l1-1a3 3 0 0 1 4 4l-1 1M9 11l-1 1a3 3 0 0 1-4-4l1-1M6 10l4-4',
  command: 'M3 5l3 3-3 3M8 12h5',
} as const

/** A drawn sign. It says nothing by itself: its button or a text beside it does. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
