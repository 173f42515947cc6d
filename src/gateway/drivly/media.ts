import type { Readable } from 'node:stream'
import { ProblemError } from '../problems.ts'
import { withDeadline } from '../upstream/deadline.ts'
import { connectTo, headerText } from '../upstream/exchange.ts'
import { readRecordingAddress } from './recording-address.ts'

/** A recording on its way, or the part of it that was asked for. `headers` are all that may reach a browser. */
export type Media = { status: 200 | 206 | 416; headers: Record<string, string>; body: Readable }

/** Until it begins. A recording itself takes as long as it is listened to. */
const DEADLINE_MS = 5000
const PAUSE_MS = 15_000

/** One range, as players ask; what else a Range header may say is not worth a second thought. */
const RANGE = /^bytes=(?:\d+-\d*|-\d+)$/
const AUDIO = /^audio\/[\w.+-]+$/i

/** What of an answer's headers is passed on, each only in the form it has in HTTP. */
const PASSED = [
  ['content-length', /^\d+$/],
  ['content-range', /^bytes (?:\d+-\d+|\*)\/(?:\d+|\*)$/],
  ['accept-ranges', /^bytes$/],
] as const

/** Throws SERVICE_UNAVAILABLE for everything that is no audio of Driv.ly's own. */
export function createMediaOpener(baseUrl: string, authorization: string) {
  // Of their own: players that are paused must not keep ratings from being read.
  const { pool } = connectTo(baseUrl, { connections: 32, bodyTimeout: PAUSE_MS })

  const request = (path: string, range: string | undefined, signal: AbortSignal) =>
    withDeadline(
      DEADLINE_MS,
      (own) =>
        pool.request({
          method: 'GET',
          path,
          headers: {
            authorization,
            accept: 'audio/*',
            'accept-encoding': 'identity',
            'user-agent': 'call-review',
            ...(range !== undefined && RANGE.test(range) && { range }),
          },
          signal: own,
        }),
      signal,
    )

  return async (
    address: string,
    range: string | undefined,
    signal: AbortSignal,
  ): Promise<Media> => {
    const recording = readRecordingAddress(address, baseUrl)
    if (recording?.isOurs !== true) throw new ProblemError('NO_COUNTERPART')
    const { pathname, search } = recording.url
    const answer = await request(pathname + search, range, signal).catch((cause: unknown) => {
      throw new ProblemError('SERVICE_UNAVAILABLE', { cause })
    })
    const { statusCode: status, headers, body } = answer
    // Ended in the middle, by a browser that hung up or by us, it has an error that is nobody's business.
    body.on('error', () => undefined)
    const [type = ''] = headerText(headers['content-type']).split(';')
    const isAudio = AUDIO.test(type.trim()) && headers['content-encoding'] === undefined
    if ((status === 200 || status === 206) && !isAudio) {
      body.destroy()
      throw new ProblemError('SERVICE_UNAVAILABLE')
    }
    if (status !== 200 && status !== 206 && status !== 416) {
      body.destroy()
      throw new ProblemError(refusalOf(status))
    }
    const passed = PASSED.map(([name, form]) => [name, headerText(headers[name]), form] as const)
      .filter(([, value, form]) => form.test(value))
      .map(([name, value]) => [name, value])
    return {
      status,
      headers: { ...Object.fromEntries(passed), 'content-type': type.trim() },
      body,
    }
  }
}

function refusalOf(status: number) {
  if (status === 401 || status === 403) return 'SERVICE_KEY_REFUSED'
  return status === 404 ? 'NO_COUNTERPART' : 'SERVICE_UNAVAILABLE'
}
