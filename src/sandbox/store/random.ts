import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** The draws that made-up calls need; the same seed gives the same draws. */
export type Random = ReturnType<typeof createRandom>

export function createRandom(seed: number) {
  const generator = xoroshiro128plus(seed)
  /** From 0 up to, not including, 1. */
  const fraction = () => uniformFloat64(generator)
  const int = (from: number, to: number) => uniformInt(generator, from, to)

  return {
    fraction,
    int,
    chance: (probability: number) => fraction() < probability,
    /** Both ends included; an empty list is a mistake of the caller. */
    pick<T>(choices: readonly T[]): T {
      const choice = choices[int(0, choices.length - 1)]
      if (choice === undefined) throw new RangeError('nothing to pick from')
      return choice
    },
    /** Early choices are met far more often than late ones, as with real callers and clients. */
    pickSkewed<T>(choices: readonly T[]): T {
      const choice = choices[Math.floor(choices.length * fraction() ** 1.4)]
      if (choice === undefined) throw new RangeError('nothing to pick from')
      return choice
    },
    /** Log-normal around the median: most near it, a few many times as long. Whole seconds. */
    seconds(median: number, spread: number, least = 1): number {
      const normal = Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction())
      return Math.max(least, Math.round(median * Math.exp(spread * normal)))
    },
    digits: (count: number) => Array.from({ length: count }, () => int(0, 9)).join(''),
    hex: (count: number) => Array.from({ length: count }, () => int(0, 15).toString(16)).join(''),
  }
}
