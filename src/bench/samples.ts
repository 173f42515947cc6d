/** Milliseconds. */
export type Spread = { median: number; p95: number; p99: number; most: number }

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

/** Left out of the samples: caches fill, and code that runs often enough is compiled. */
const WARM_UP_ROUNDS = 500

/** Takes a sample of each in turn, so that a moment in which the machine is busy meets both. */
export async function interleave(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<[Spread, Spread]> {
  const samples: [number[], number[]] = [[], []]
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    const [ofFirst, ofSecond] = [await first(), await second()]
    if (round < WARM_UP_ROUNDS) continue
    samples[0].push(ofFirst)
    samples[1].push(ofSecond)
  }
  return [spreadOf(samples[0]), spreadOf(samples[1])]
}
