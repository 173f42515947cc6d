import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ConfigurationError } from '../configuration-error.ts'
import { CallSchema } from './call.ts'
import type { Progress } from './progress.ts'
import type { InsertCall } from './sqlite-store.ts'

const REPORT_EVERY = 1000

/**
 * Reads NDJSON of CallRecordInfo objects, line by line, gzipped when the name ends in `.gz`. The first line
 * that is not one stops it; the caller's transaction then leaves nothing behind.
 */
export async function importCalls(
  path: string,
  insert: InsertCall,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const file = createReadStream(path)
  // With a callback, so that an error of the file also reaches the stream that is read.
  const input = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  let failure: Error | undefined
  // Node decides whether the lines then end or throw; a half-read file must not pass for a whole one.
  input.once('error', (error: Error) => {
    failure = error
    lines.close()
  })

  let number = 0
  let calls = 0
  try {
    for await (const line of lines) {
      number += 1
      if (line.trim() === '') continue
      insertLine(line, `${path}, line ${number}`, insert)
      calls += 1
      if (calls % REPORT_EVERY === 0) onProgress({ calls, fraction: file.bytesRead / size })
    }
  } catch (error) {
    if (error !== failure) throw error
  } finally {
    file.destroy()
  }
  if (failure !== undefined) throw unreadable(path, failure)
  onProgress({ calls, fraction: 1 })
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
