import { expect } from '@playwright/test'
import { startGateway } from '../gateway-client.ts'
import { readMetric } from './read-metrics.ts'

const COLLECTED = 'Garbage collected.\n'
const collectOnSignal = `process.on('SIGUSR2', () => { gc(); process.stdout.write(${JSON.stringify(COLLECTED)}) })`

/** The built gateway, which also tells how much memory it needs. */
export async function startMeasuredGateway(env: Record<string, string>) {
  const gateway = await startGateway(env, [
    '--expose-gc',
    '--import',
    `data:text/javascript,${encodeURIComponent(collectOnSignal)}`,
  ])
  const collections = () => gateway.output().split(COLLECTED).length

  const read = (name: string) => readMetric(gateway.address, name)

  async function collect(): Promise<void> {
    const before = collections()
    gateway.signal('SIGUSR2')
    await expect.poll(collections).toBeGreaterThan(before)
  }

  return {
    ...gateway,
    /** Bytes, without the garbage that Node leaves lying about while there is room. */
    readMemory: async () => {
      let least = Number.POSITIVE_INFINITY
      // The pages go back to the system some time after what was on them has been collected.
      const shrink = async () => {
        await collect()
        const bytes = await read('process_resident_memory_bytes')
        const shrunkBy = least - bytes
        least = Math.min(least, bytes)
        return shrunkBy
      }
      await expect.poll(shrink, { intervals: [250] }).toBeLessThan(1e6)
      return { process: least, objects: await read('nodejs_heap_size_used_bytes') }
    },
  }
}
