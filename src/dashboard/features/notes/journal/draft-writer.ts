/** Told once the typing rests: nobody wants to hear it at every key. */
const QUIET_MS = 250
/** A change that is not on the device by then is reported; it may still come to be. */
const LATE_MS = 800
const AGAIN_MS = 5000

type Entry = {
  /** The newest change, and what it made of the text. */
  rev: number
  text: string
  /** The newest change whose write has begun, and the newest that has been acknowledged. */
  begun: number
  kept: number
  /** When the oldest change that is not kept was made. */
  since: number | undefined
  timer: ReturnType<typeof setTimeout> | undefined
  lateTimer: ReturnType<typeof setTimeout> | undefined
  pending: Promise<unknown>
}

type Options = {
  write: (name: string, text: string) => Promise<void>
  remove: (name: string) => Promise<void>
  onKept: (name: string, rev: number) => void
  onNotKept: (name: string) => void
}

/**
 * Writes every change at once, and says of which it is certain: a browser that ends a page waits for nothing, and
 * not for long even where the page may begin another write.
 */
export function createDraftWriter({ write, remove, onKept, onNotKept }: Options) {
  const entries = new Map<string, Entry>()

  function begin(name: string, entry: Entry) {
    const { rev, text } = entry
    if (rev <= entry.begun) return
    const begunAt = Date.now()
    entry.begun = rev
    const writing = write(name, text).then(
      () => settle(name, entry, rev, begunAt),
      () => fail(name, entry),
    )
    entry.pending = Promise.all([entry.pending, writing])
  }

  function settle(name: string, entry: Entry, rev: number, begunAt: number) {
    if (entries.get(name) !== entry) return
    if (rev < entry.kept) {
      // An older text that took longer may lie over the newer one.
      entry.begun = rev
      begin(name, entry)
      return
    }
    entry.kept = rev
    clearTimeout(entry.lateTimer)
    entry.lateTimer = undefined
    entry.since = entry.rev > rev ? begunAt : undefined
    if (entry.since === undefined) schedule(entry, QUIET_MS, () => onKept(name, rev))
    else watch(name, entry)
  }

  function fail(name: string, entry: Entry) {
    if (entries.get(name) !== entry) return
    entry.begun = entry.kept
    onNotKept(name)
    schedule(entry, AGAIN_MS, () => begin(name, entry))
  }

  function watch(name: string, entry: Entry) {
    entry.since ??= Date.now()
    entry.lateTimer ??= setTimeout(() => onNotKept(name), entry.since + LATE_MS - Date.now())
  }

  function schedule(entry: Entry, delayMs: number, work: () => void) {
    clearTimeout(entry.timer)
    entry.timer = setTimeout(work, delayMs)
  }

  return {
    keep(name: string, rev: number, text: string): void {
      const entry: Entry = entries.get(name) ?? {
        rev,
        text,
        begun: -1,
        kept: -1,
        since: undefined,
        timer: undefined,
        lateTimer: undefined,
        pending: Promise.resolve(),
      }
      entries.set(name, entry)
      entry.rev = rev
      entry.text = text
      watch(name, entry)
      clearTimeout(entry.timer)
      begin(name, entry)
    },

    /** Begins to write all there is, at once. Resolves when the device has answered, one way or the other. */
    flush: async (): Promise<void> => {
      for (const [name, entry] of entries) begin(name, entry)
      await Promise.all([...entries.values()].map(({ pending }) => pending))
      for (const [name, { rev, kept }] of entries) if (kept === rev) onKept(name, rev)
    },

    /** Whether the device has some form of it, or need not have it any more. */
    isKept: (name: string): boolean => entries.get(name)?.kept !== -1,

    remove: async (name: string): Promise<void> => {
      const entry = entries.get(name)
      entries.delete(name)
      clearTimeout(entry?.timer)
      clearTimeout(entry?.lateTimer)
      await entry?.pending
      // Typed again in the meantime: the new text lies over the old one.
      if (!entries.has(name)) await remove(name)
    },

    stop(): void {
      for (const { timer, lateTimer } of entries.values()) {
        clearTimeout(timer)
        clearTimeout(lateTimer)
      }
    },
  }
}
