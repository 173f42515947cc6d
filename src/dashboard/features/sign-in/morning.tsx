import type { ReactNode } from 'react'
import { StackedBar } from '../../shared/stacked-bar.tsx'

// Eleven calls of a morning, in seconds of ring, hold, talk, transfer and work: the picture of the product.
const MORNING = [
  [6, 0, 96, 0, 14],
  [5, 44, 74, 0, 8],
  [11, 0, 214, 36, 22],
  [4, 0, 38, 0, 0],
  [7, 91, 12, 0, 0],
  [5, 0, 151, 0, 30],
  [9, 22, 61, 48, 10],
  [6, 0, 305, 0, 18],
  [21, 0, 0, 0, 0],
  [5, 12, 118, 0, 12],
  [8, 0, 67, 0, 9],
]
const TONES = ['ring', 'hold', 'talk', 'transfer', 'work']

/** What the product shows, as a picture. */
export function Morning(): ReactNode {
  return MORNING.map((parts) => (
    <StackedBar
      key={parts.join()}
      label=""
      height="thick"
      scale={340}
      segments={parts
        .map((size, index) => ({ size, tone: TONES[index] ?? '' }))
        .filter(({ size }) => size > 0)}
    />
  ))
}
