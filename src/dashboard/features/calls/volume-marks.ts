import type { View } from './view.ts'
import type { Bucket, Unit } from './volume-buckets.ts'

/** Buckets by their places, from one to the other, whichever comes first. */
export type Reach = { from: number; to: number }

export const isWithin = (at: number, { from, to }: Reach): boolean =>
  at >= Math.min(from, to) && at <= Math.max(from, to)

/** The buckets that the address asks for, where it asks for some of them: while a range grows, or its list loads. */
export function findChosen(buckets: Bucket[], { from, to }: View): Reach | undefined {
  const chosen = {
    from: buckets.findIndex((bucket) => bucket.from === from),
    to: buckets.findIndex((bucket) => bucket.to === to),
  }
  return chosen.from === -1 || chosen.to === -1 ? undefined : chosen
}

export const isWeekend = ({ start }: Bucket): boolean =>
  [0, 6].includes(new Date(start).getUTCDay())

/** Where a longer unit begins: marked under the bars, so that they can be told apart by eye. */
export function isMajor(unit: Unit, { start }: Bucket): boolean {
  const at = new Date(start)
  switch (unit) {
    case 'hour':
      return at.getUTCHours() % 6 === 0
    case 'day':
      return at.getUTCDay() === 1
    case 'week':
      return at.getUTCDate() <= 7
    case 'month':
      return at.getUTCMonth() === 0
    case 'year':
      return at.getUTCFullYear() % 10 === 0
  }
}
