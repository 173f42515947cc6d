/** Written this long after the last change… */
const QUIET_MS = 250
/** …and while changes go on, at least this often. */
const LONGEST_MS = 500
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
 * Writes what is typed soon, and says of which change it is certain. A page that is being closed can still begin a
 * write.
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
    if (entry.since !== undefined) watch(name, entry)
    onKept(name, rev)
  }

  function fail(name: string, entry: Entry) {
    if (entries.get(name) !== entry) return
    entry.begun = entry.kept
    onNotKept(name)
    schedule(name, entry, AGAIN_MS)
  }

  function watch(name: string, entry: Entry) {
    entry.since ??= Date.now()
    entry.lateTimer ??= setTimeout(() => onNotKept(name), entry.since + LATE_MS - Date.now())
  }

  function schedule(name: string, entry: Entry, delayMs: number) {
    clearTimeout(entry.timer)
    entry.timer = setTimeout(() => {
      entry.timer = undefined
      begin(name, entry)
    }, delayMs)
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
      const age = Date.now() - (entry.since ?? Date.now())
      schedule(name, entry, Math.max(0, Math.min(QUIET_MS, LONGEST_MS - age)))
    },

    /** Begins to write all there is, at once. Resolves when the device has answered, one way or the other. */
    flush: async (): Promise<void> => {
      for (const [name, entry] of entries) begin(name, entry)
      await Promise.all([...entries.values()].map(({ pending }) => pending))
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
