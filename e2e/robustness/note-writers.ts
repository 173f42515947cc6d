// What people do who annotate calls while the gateway comes and goes, and what must have become of it.
import { randomUUID } from 'node:crypto'
import { SavedNotesSchema } from '../../src/contract/notes.ts'
import { ProblemSchema } from '../../src/contract/problem.ts'
import { send } from '../gateway-client.ts'

/** One person's change of a note, from one text to another. No two have the same `text`. */
export type Change = { id: string; base: string; text: string; isAcknowledged: boolean }

type Office = {
  address: string
  cookie: string
  /** Resolves once somebody listens there again. */
  isOpen: () => Promise<unknown>
  /** The note of each call as it was in the beginning, by its id. */
  notes: ReadonlyMap<string, string>
}

/**
 * Changes one note after the other until `isOver`. Whatever has no clear answer is sent again, as it was: the
 * gateway's rule makes that safe. A conflict is given up, and the next change starts from what it showed.
 */
export async function writeNotes(
  name: string,
  office: Office,
  { isOver, onAcknowledged }: { isOver: () => boolean; onAcknowledged: () => void },
): Promise<Change[]> {
  const seen = new Map(office.notes)
  const ids = [...seen.keys()]
  const changes: Change[] = []
  while (!isOver()) {
    const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
    const change = { id, base: seen.get(id) ?? '', text: `${name}, ${changes.length}` }
    const text = await saveUntilAnswered(office, change)
    const isAcknowledged = text === change.text
    changes.push({ ...change, isAcknowledged })
    if (isAcknowledged) onAcknowledged()
    seen.set(id, text)
  }
  return changes
}

/** The note as it is now: the text that was sent, unless it has been refused or replaced. */
async function saveUntilAnswered(
  { address, cookie, isOpen }: Office,
  { id, base, text }: Omit<Change, 'isAcknowledged'>,
): Promise<string> {
  const body = { opId: randomUUID(), base, text }
  for (;;) {
    await isOpen()
    const question = { method: 'PUT', path: `/api/calls/${id}/notes`, body, headers: { cookie } }
    const answer = await send(address, question).answer
    if (answer?.status === 200) return SavedNotesSchema.parse(answer.body).notes
    const problem = ProblemSchema.safeParse(answer?.body).data
    if (problem?.code === 'CONFLICT') return problem.current ?? ''
    if (problem !== undefined && !problem.retryable) throw new Error(JSON.stringify(problem))
  }
}

/**
 * The acknowledged changes that are not part of how the note came to be what it is: each change in that line
 * began with the text that it replaced, so whatever is missing was lost, or overwritten by somebody who had not
 * seen it.
 */
export function findLost(changes: readonly Change[], first: string, last: string): Change[] {
  const byText = new Map(changes.map((change) => [change.text, change]))
  const line = new Set<Change>()
  for (let text = last; text !== first;) {
    const change = byText.get(text)
    if (change === undefined || line.has(change)) throw new Error(`Nobody wrote ${text}.`)
    line.add(change)
    text = change.base
  }
  return changes.filter((change) => change.isAcknowledged && !line.has(change))
}
