import { constants, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { access, appendFile } from 'node:fs/promises'
import path from 'node:path'
import { digest } from './digest.ts'

/**
 * The sign-ins that are over before their cookies are, in an append-only file. A line is the end of a cookie
 * in milliseconds (UTC) and the digest of its sid; after that end the cookie opens nothing anyway. Throws where
 * the file cannot be written.
 */
export function openEndedSessions(file: string, openedAt: Date) {
  mkdirSync(path.dirname(file), { recursive: true })
  const ends = new Map(readLines(file).filter(([, end]) => end > openedAt.getTime()))
  rewrite(file, ends)

  return {
    /** Resolves when the line is on the disk; an entry that could not be written does not exist. */
    async add(sid: string, end: Date): Promise<void> {
      const key = digest(sid)
      // On a line of its own, whatever a crash or a full disk has left of the line before.
      await appendFile(file, `\n${lineOf(key, end.getTime())}`, { flush: true })
      ends.set(key, end.getTime())
    },
    has: (sid: string) => ends.has(digest(sid)),
    forgetBefore(now: Date): void {
      for (const [key, end] of ends) if (end <= now.getTime()) ends.delete(key)
    },
    isWritable: () =>
      access(file, constants.W_OK).then(
        () => true,
        () => false,
      ),
  }
}

const lineOf = (key: string, end: number) => `${end} ${key}\n`

/** A torn line was never acknowledged: it is left out. */
function readLines(file: string): [key: string, end: number][] {
  return [...readIfPresent(file).matchAll(/^(\d+) ([\w-]{43})$/gm)].map(([, end, key = '']) => [
    key,
    Number(end),
  ])
}

function readIfPresent(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** In two steps, so that a crash leaves the old file or the new one. */
function rewrite(file: string, ends: Map<string, number>): void {
  const fresh = `${file}.${process.pid}`
  const lines = [...ends].map(([key, end]) => lineOf(key, end))
  writeFileSync(fresh, lines.join(''), { mode: 0o600, flush: true })
  renameSync(fresh, file)
}
