import { setTimeout as sleep } from 'node:timers/promises'

type Rate = { perSecond: number; seconds: number; startAt: number }

/**
 * Asks at a steady rate, whether or not earlier questions have been answered. Milliseconds count from the moment at
 * which each was to be asked: otherwise a stall would be measured once, and not by all whom it kept waiting.
 */
export async function askAtRate(
  ask: (number: number) => Promise<unknown>,
  { perSecond, seconds, startAt }: Rate,
): Promise<{ times: number[]; errors: number }> {
  const times: number[] = []
  let errors = 0
  const asked: Promise<void>[] = []
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const intendedAt = startAt + (number * 1000) / perSecond
    const early = intendedAt - performance.now()
    if (early > 0) await sleep(early)
    const answered = ask(number).then(
      () => void times.push(performance.now() - intendedAt),
      () => void (errors += 1),
    )
    asked.push(answered)
  }
  await Promise.all(asked)
  return { times, errors }
}
