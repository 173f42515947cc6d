import type { Call } from '../../contract/calls.ts'
import type { KnownCall, RateCall } from '../../contract/rating.ts'
import { ProblemError } from '../problems.ts'
import type { DrivlySettings } from '../service-settings.ts'
import { createService } from '../upstream/ask-service.ts'
import type { Answer } from '../upstream/exchange.ts'
import { type Changes, isKept, toChanges } from './changes.ts'
import { counterpartId } from './counterpart.ts'
import { type Media, createMediaOpener } from './media.ts'
import { describeRecording } from './recording-address.ts'
import {
  type DrivlyCall,
  parseBody,
  parseDrivlyCall,
  refusedMembers,
  saysFailure,
  saysNoRoute,
} from './wire.ts'

/**
 * What Driv.ly knows of calls that a person has been shown to see: it is asked with the gateway's own key, so
 * whoever calls this has read the call with that person's credentials before.
 */
export type DrivlyClient = {
  /** Null where Driv.ly has no such call. */
  read: (call: Call, signal: AbortSignal) => Promise<DrivlyCall | null>
  /** Throws SERVICE_REFUSED with the members at fault, and SERVICE_UNCONFIRMED where it is not sure to be kept. */
  change: (call: Call, change: RateCall, signal: AbortSignal) => Promise<KnownCall>
  openRecording: (call: Call, range: string | undefined, signal: AbortSignal) => Promise<Media>
  describe: (known: DrivlyCall) => KnownCall
}

const OUR_NAMES = new Map([
  ['rating', 'tenths'],
  ['ratingNote', 'note'],
  ['externalPhoneNumber', 'addNumber'],
])

/** Deep enough for the address of a recording; with less there is only its id. */
const pathOf = (id: string) => `/api/calls/${encodeURIComponent(id)}?depth=1`

export function createDrivlyClient(settings: DrivlySettings): DrivlyClient {
  const { url, authorization, callId } = settings
  const ask = createService(url)
  const openMedia = createMediaOpener(url, authorization)
  const headers = {
    authorization,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'call-review',
  }

  function idOf(call: Call): string {
    const id = counterpartId(callId, call)
    if (id === undefined) throw new ProblemError('NO_COUNTERPART')
    return id
  }

  const get = (id: string, signal: AbortSignal) =>
    ask({ method: 'GET', path: pathOf(id), headers }, { kind: 'read', signal })

  const patch = (id: string, changes: Changes, signal: AbortSignal) =>
    ask(
      { method: 'PATCH', path: pathOf(id), headers, body: JSON.stringify(changes) },
      { kind: 'write', signal },
    )

  async function readById(id: string, signal: AbortSignal): Promise<DrivlyCall | null> {
    const answer = await get(id, signal)
    // Only PATCH is in the document. One that changes nothing answers with the call as well.
    return understand(lacksGet(answer) ? await patch(id, {}, signal) : answer)
  }

  /** What the answer shows, or else another look; undefined where neither can tell. */
  async function confirm(
    id: string,
    answer: Answer | undefined,
    changes: Changes,
    signal: AbortSignal,
  ): Promise<DrivlyCall | undefined> {
    const told = answer && parseDrivlyCall(parseBody(answer.body))
    if (told !== undefined && isKept(told, changes)) return told
    const held = await readById(id, signal).catch(() => null)
    return held !== null && isKept(held, changes) ? held : undefined
  }

  const describe = (known: DrivlyCall): KnownCall => ({
    isKnown: true,
    tenths: known.rating,
    note: known.ratingNote,
    hasNumber: known.externalPhoneNumber !== '',
    recording: describeRecording(known.audioRecording, url),
    transcript: known.transcript,
    ...(known.conversationURL !== '' && { conversationAddress: known.conversationURL }),
    notices: [],
  })

  return {
    read: async (call, signal) => {
      const id = counterpartId(callId, call)
      return id === undefined ? null : readById(id, signal)
    },

    change: async (call, change, signal) => {
      const id = idOf(call)
      const { changes, notices } = toChanges(change, call)
      const answer = await patch(id, changes, signal).catch((error: unknown) => {
        if (!isUnconfirmed(error)) throw error
        return undefined
      })
      if (answer !== undefined) refuseFailure(answer)
      const kept = await confirm(id, answer, changes, signal)
      if (kept === undefined) throw new ProblemError('SERVICE_UNCONFIRMED')
      return { ...describe(kept), notices }
    },

    openRecording: async (call, range, signal) => {
      const known = await readById(idOf(call), signal)
      if (known?.audioRecording?.url === undefined) throw new ProblemError('NO_COUNTERPART')
      return openMedia(known.audioRecording.url, range, signal)
    },

    describe,
  }
}

/** Null where Driv.ly has no such call. A page that was not found is no answer of Driv.ly. */
function understand({ status, body }: Answer): DrivlyCall | null {
  const answer = parseBody(body)
  if (status === 404 && answer !== undefined) return null
  const call = status < 300 && !saysFailure(answer) ? parseDrivlyCall(answer) : undefined
  if (call === undefined) throw new ProblemError('SERVICE_UNAVAILABLE')
  return call
}

const lacksGet = ({ status, body }: Answer) =>
  status === 405 || (status === 404 && saysNoRoute(parseBody(body)))

/** Throws for an answer that says no, in whatever way. */
function refuseFailure({ status, body }: Answer): void {
  const answer = parseBody(body)
  if (status === 404) throw new ProblemError(answer ? 'NO_COUNTERPART' : 'SERVICE_UNAVAILABLE')
  if (status === 413) throw new ProblemError('TOO_LARGE')
  if (status < 400 && !saysFailure(answer)) return
  const fields = refusedMembers(answer)
    .map((member) => OUR_NAMES.get(member))
    .filter((name) => name !== undefined)
    .map((name) => ({ name, message: 'Driv.ly refused this value.' }))
  throw new ProblemError('SERVICE_REFUSED', fields.length > 0 ? { fields } : {})
}

const isUnconfirmed = (error: unknown) =>
  error instanceof ProblemError && error.code === 'SERVICE_UNCONFIRMED'
