import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import type { Painted } from './actions.ts'

/** What one action took: the main thread's work until the page rests, and the time until the reader saw it. */
export type Cost = { cpuMs: number; paintedMs: number; bytes: number }

/** What is still there after a garbage collection. */
export type Left = { heapBytes: number; nodes: number; listeners: number }

/** Long enough for what an action leaves behind to be done: answers with 80 ms of latency, rendering, prefetching. */
export const REST_MS = 500

export type Meter = {
  page: Page
  throttle: (rate: number) => Promise<void>
  cost: (action: () => Promise<Painted>) => Promise<Cost>
  left: () => Promise<Left>
}

export async function createMeter(page: Page): Promise<Meter> {
  const cdp = await page.context().newCDPSession(page)
  // Of the thread, so that other processes of a busy machine do not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await cdp.send('Network.enable')
  let bytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return {
    page,
    async throttle(rate) {
      await cdp.send('Emulation.setCPUThrottlingRate', { rate })
    },
    async cost(action) {
      await cdp.send('HeapProfiler.collectGarbage')
      const [before, bytesBefore] = [await readMetrics(cdp), bytes]
      const { afterPressMs } = await action()
      await sleep(REST_MS)
      const after = await readMetrics(cdp)
      return {
        cpuMs: (after.TaskDuration - before.TaskDuration) * 1000,
        paintedMs: afterPressMs,
        bytes: bytes - bytesBefore,
      }
    },
    async left() {
      await cdp.send('HeapProfiler.collectGarbage')
      const { JSHeapUsedSize, Nodes, JSEventListeners } = await readMetrics(cdp)
      return { heapBytes: JSHeapUsedSize, nodes: Nodes, listeners: JSEventListeners }
    },
  }
}

type Metric = 'TaskDuration' | 'JSHeapUsedSize' | 'Nodes' | 'JSEventListeners'

async function readMetrics(cdp: CDPSession): Promise<Record<Metric, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const valueOf = (wanted: Metric) =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
  return {
    TaskDuration: valueOf('TaskDuration'),
    JSHeapUsedSize: valueOf('JSHeapUsedSize'),
    Nodes: valueOf('Nodes'),
    JSEventListeners: valueOf('JSEventListeners'),
  }
}
