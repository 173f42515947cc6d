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

  return {
    ...gateway,
    /** Bytes, after the garbage has been collected that Node leaves lying about while there is room. */
    readMemory: async () => {
      const before = collections()
      gateway.signal('SIGUSR2')
      await expect.poll(collections).toBeGreaterThan(before)
      return {
        process: await readMetric(gateway.address, 'process_resident_memory_bytes'),
        objects: await readMetric(gateway.address, 'nodejs_heap_size_used_bytes'),
      }
    },
  }
}
