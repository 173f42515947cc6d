import { isQuick } from './call-queries.ts'
import type { CallStore } from './call-store.ts'
import type { FillReport, FillRequest } from './fill.ts'
import type { Progress } from './progress.ts'
import { MEMORY } from './sqlite.ts'
import { connectToStore } from './sqlite-store.ts'
import { startStoreThread } from './store-thread.ts'
import type { StoreThread } from './store-thread.ts'

/** So many slow queries can run at once before a quick one has to wait. */
const READERS = 3

/**
 * One thread that writes and some that read the same file, so that neither HTTP nor a quick query waits for a
 * slow one. What is certain to be quick is read on the calling thread, in less time than another one takes to
 * wake up. A store in memory has a single connection and so a single thread. Resolves once the store is open
 * and filled; rejects, with nothing filled, after `signal`.
 */
export async function openWorkerStore(
  { path, fill }: { path: string; fill: FillRequest },
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<{ store: CallStore; report: FillReport }> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  signal?.addEventListener('abort', () => Atomics.store(new Int32Array(stop), 0, 1), { once: true })
  const first = await startStoreThread({ kind: 'fill', path, fill, stop }, onProgress)
  const { report } = first
  if (report === null) throw new Error('The store has not been filled.')
  if (path === MEMORY) return { report, store: onThread(first) }

  // With it goes the memory that filling has taken.
  await first.close()
  const [here, writer, ...readers] = await Promise.all([
    connectToStore(path, { readOnly: true }),
    startStoreThread({ kind: 'write', path }),
    ...Array.from({ length: READERS }, () => startStoreThread({ kind: 'read', path })),
  ])
  return { report, store: shared(here, onThread(writer), readers) }
}

const onThread = (thread: StoreThread): CallStore => ({
  list: (request) => thread.ask('list', request),
  updateNotes: (...args) => thread.ask('updateNotes', ...args),
  addCalls: (calls) => thread.ask('addCalls', calls),
  centers: () => thread.ask('centers'),
  close: () => thread.close(),
})

function shared(here: CallStore, writer: CallStore, readers: StoreThread[]): CallStore {
  const leastBusy = () => readers.toSorted((a, b) => a.waiting() - b.waiting())[0]
  return {
    list(request) {
      const reader = isQuick(request) ? undefined : leastBusy()
      return reader === undefined ? here.list(request) : reader.ask('list', request)
    },
    updateNotes: (...args) => writer.updateNotes(...args),
    addCalls: (calls) => writer.addCalls(calls),
    centers: () => here.centers(),
    async close() {
      await Promise.all([here, ...readers].map((each) => each.close()))
      // Last, because it empties the log into the file.
      await writer.close()
    },
  }
}
