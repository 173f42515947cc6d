/**
 * Lets one piece of work at a time through per key, in the order of arrival. Two saves of one note in this
 * process would otherwise both read the old text and both write.
 */
export function createCallLock() {
  const last = new Map<string, Promise<void>>()

  return async function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (last.get(key) ?? Promise.resolve()).then(work)
    const end = turn.then(
      () => undefined,
      () => undefined,
    )
    last.set(key, end)
    try {
      return await turn
    } finally {
      if (last.get(key) === end) last.delete(key)
    }
  }
}
