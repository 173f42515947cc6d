import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { generateCalls } from '../sandbox/store/generate-calls.ts'
import { DAY_SECONDS, formatWallClock, wallClockAt } from '../sandbox/wall-clock.ts'

/** Writes 90 days of made-up calls as the NDJSON that `--calls` imports. */
export async function writeCalls(file: string, count: number): Promise<void> {
  const until = wallClockAt(new Date())
  const output = createWriteStream(file, { highWaterMark: 1 << 20 })
  for (const call of generateCalls({ count, seed: 1, from: until - 90 * DAY_SECONDS, until })) {
    const line = `${JSON.stringify({ ...call, StartTime: formatWallClock(call.StartTime) })}\n`
    if (!output.write(line)) await once(output, 'drain')
  }
  output.end()
  await finished(output)
}
