import { diff3Merge, diffComm, diffIndices } from 'node-diff3'

/** Of equal lines the time grows with the cube: 400 blank ones take a tenth of a second, 2,000 ten seconds. */
const MOST_LINES = 400

/**
 * Both changes of one note together, or undefined where a person has to decide. Whole lines that were only added
 * merge by themselves: nothing of the base goes, and at the same place theirs come first. Line ends count for
 * nothing; every other space does.
 */
export function mergeNotes(base: string, theirs: string, yours: string): string | undefined {
  const before = readNote(base)
  const their = readNote(theirs)
  const your = readNote(yours)
  if (their.text === before.text || their.text === your.text) return your.text
  if (your.text === before.text) return their.text

  const isShort = [before, their, your].every(({ lines }) => lines.length <= MOST_LINES)
  if (!isShort || !isAddedTo(before.lines, their.lines) || !isAddedTo(before.lines, your.lines))
    return undefined
  const lines = diff3Merge(their.lines, before.lines, your.lines).flatMap(({ ok = [], conflict }) =>
    conflict === undefined ? ok : joinLines(conflict.a, conflict.b),
  )
  return writeNote(lines, their, your)
}

/** All lines of both, and once those that they share: something to edit where nothing merges by itself. */
export function joinNotes(theirs: string, yours: string): string {
  const their = readNote(theirs)
  const your = readNote(yours)
  const isShort = [their, your].every(({ lines }) => lines.length <= MOST_LINES)
  const join = isShort ? joinLines : (one: string[], other: string[]) => [...one, ...other]
  return writeNote(join(their.lines, your.lines), their, your)
}

type Note = { text: string; lines: string[] }

/** The end of the last line does not begin another one. */
function readNote(stored: string): Note {
  const text = stored.replaceAll(/\r\n?/g, '\n')
  return { text, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') }
}

function writeNote(lines: string[], ...sources: Note[]): string {
  const isEnded = sources.some(({ text }) => text.endsWith('\n'))
  return lines.join('\n') + (isEnded ? '\n' : '')
}

const isAddedTo = (base: string[], lines: string[]) =>
  diffIndices(base, lines).every(({ buffer1: [, removed] }) => removed === 0)

const joinLines = (theirs: string[], yours: string[]) =>
  diffComm(theirs, yours).flatMap((part) => part.common ?? [...part.buffer1, ...part.buffer2])
