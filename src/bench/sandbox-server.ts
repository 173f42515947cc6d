// The sandbox as a process of its own that also tells how it fares, whenever it is asked.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { NO_FAULTS } from '../sandbox/faults.ts'
import { runSandbox } from '../sandbox/run.ts'

const [data = '', calls = ''] = process.argv.slice(2)
const startedAt = performance.now()
const { url } = await runSandbox({ port: 0, data, calls, seed: 1, faults: NO_FAULTS })
process.send?.({ url, fillMs: performance.now() - startedAt })

const loop = monitorEventLoopDelay({ resolution: 1 })
process.on('message', (question) => {
  if (question === 'memory') return process.send?.({ rssBytes: process.memoryUsage.rss() })
  process.send?.({ longestMs: loop.max / 1e6 })
  loop.reset()
  // From now on, as it looks at the clock every millisecond and so delays what is measured.
  loop.enable()
})
process.once('disconnect', () => process.exit())
