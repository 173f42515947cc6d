import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ConfigurationError } from '../configuration-error.ts'
import { CallSchema } from './call.ts'
import type { Progress } from './progress.ts'
import type { InsertCall } from './load-calls.ts'

const REPORT_EVERY = 1000

/**
 * Reads NDJSON of CallRecordInfo objects, line by line, gzipped when the name ends in `.gz`. The first line
 * that is not one stops it; the caller's transaction then leaves nothing behind. Answers their number.
 */
export async function importCalls(
  path: string,
  insert: InsertCall,
  onProgress: (progress: Progress) => void,
): Promise<number> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 })
  // With a callback, so that an error of the file also reaches the stream that is read.
  const input = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file
  let number = 0
  let calls = 0
  for await (const lines of linesOf(input, path)) {
    for (const line of lines) {
      number += 1
      if (line.trim() === '') continue
      insertLine(line, `${path}, line ${number}`, insert)
      calls += 1
      if (calls % REPORT_EVERY === 0) onProgress({ calls, fraction: file.bytesRead / size })
    }
  }
  onProgress({ calls, fraction: 1 })
  return calls
}

const NEWLINE = 0x0a

/**
 * As many lines at once as have been read; one by one, with node:readline, they take longer. Each is decoded
 * by itself, because one character beyond Latin-1 makes a string slower to read and twice as large.
 */
async function* linesOf(input: Readable, path: string): AsyncGenerator<string[]> {
  /** Of a line whose end has not been read yet. */
  let begun: Buffer[] = []
  try {
    for await (const chunk of input) {
      const bytes: Buffer = chunk
      const lines: string[] = []
      let start = 0
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        const isWhole = begun.length === 0
        lines.push(
          isWhole
            ? bytes.toString('utf8', start, end)
            : Buffer.concat([...begun, bytes.subarray(start, end)]).toString(),
        )
        begun = []
        start = end + 1
      }
      if (start < bytes.length) begun.push(bytes.subarray(start))
      yield lines
    }
  } catch (error) {
    // What goes wrong with a line is thrown where it is used, and does not come by here.
    throw unreadable(path, error)
  }
  yield [Buffer.concat(begun).toString()]
}

function insertLine(line: string, place: string, insert: InsertCall): void {
  const result = CallSchema.safeParse(parseJson(line))
  if (!result.success) {
    const [issue] = result.error.issues
    const member = issue?.path.join('.') || 'the line'
    throw new ConfigurationError(`--calls: ${place}: ${member}: ${issue?.message ?? 'not a call'}.`)
  }
  if (!insert(result.data)) {
    throw new ConfigurationError(`--calls: ${place}: the Id has already been used.`)
  }
}

/** Undefined for text that is not JSON, which no call schema accepts. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreadable(path: string, error: unknown): ConfigurationError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const reason = isMissing ? 'does not exist' : `cannot be read (${String(error)})`
  return new ConfigurationError(`--calls: ${path} ${reason}.`, { cause: error })
}
