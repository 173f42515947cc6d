import { createHash } from 'node:crypto'

/** A number that belongs to the id, for draws that must be the same every time. */
export function seedOf(id: string): number {
  return createHash('sha256').update(id).digest().readInt32BE()
}
