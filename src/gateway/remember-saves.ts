import type { SavedNotes, SaveNotes } from '../contract/notes.ts'
import type { User } from '../contract/session.ts'
import { ProblemError } from './problems.ts'
import { digest } from './shared-state/digest.ts'

/** Longer than anybody's browser goes on asking about one save while it stays open. */
const REMEMBERED_MS = 10 * 60_000

/** What this process holds at most; a note is 64 KB at worst, and a few hundred bytes as a rule. */
const MOST_SAVES = 1000

type Remembered = { content: string; answer: Promise<SavedNotes>; endsAt: number }

/**
 * Does each save once, however often it arrives: the answer of a save may be lost on its way, and by the time it is
 * asked again somebody else may rightly have replaced the note. Another save under the same `opId` is
 * OPERATION_REUSED. Failures are not remembered. Another gateway, or this one after a restart, goes by the
 * note alone, as for any save.
 */
export function rememberSaves(clock: () => Date) {
  const saves = new Map<string, Remembered>()

  /** The oldest come first: each is remembered for the same time. */
  function forgetOld(now: number) {
    for (const [key, { endsAt }] of saves) {
      if (endsAt > now && saves.size < MOST_SAVES) return
      saves.delete(key)
    }
  }

  return async function once(
    { customerName, userName }: User,
    callId: string,
    { opId, base, text }: SaveNotes,
    save: () => Promise<SavedNotes>,
  ): Promise<SavedNotes> {
    const now = clock().getTime()
    const key = digest(JSON.stringify([customerName, userName, opId]))
    const content = digest(JSON.stringify([callId, base, text]))
    forgetOld(now)
    const known = saves.get(key)
    if (known !== undefined && known.content !== content) throw new ProblemError('OPERATION_REUSED')
    if (known !== undefined) return known.answer
    const answer = save()
    saves.set(key, { content, answer, endsAt: now + REMEMBERED_MS })
    try {
      return await answer
    } catch (error) {
      saves.delete(key)
      throw error
    }
  }
}
