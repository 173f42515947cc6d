import { expect } from '@playwright/test'
import { startGateway } from '../gateway-client.ts'
import { readMetric } from './read-metrics.ts'

const COLLECTED = 'Garbage collected.\n'
const collectOnSignal = `process.on('SIGUSR2', () => { gc(); process.stdout.write(${JSON.stringify(COLLECTED)}) })`

/** The built gateway, which also tells how much memory it holds on to. */
export async function startMeasuredGateway(env: Record<string, string>) {
  const gateway = await startGateway(env, [
    '--expose-gc',
    '--import',
    `data:text/javascript,${encodeURIComponent(collectOnSignal)}`,
  ])
  const collections = () => gateway.output().split(COLLECTED).length

  return {
    ...gateway,
    /** Of the whole process; garbage, which Node leaves lying about while there is room, is no part of it. */
    heldBytes: async (): Promise<number> => {
      const before = collections()
      gateway.signal('SIGUSR2')
      await expect.poll(collections).toBeGreaterThan(before)
      return readMetric(gateway.address, 'process_resident_memory_bytes')
    },
  }
}
