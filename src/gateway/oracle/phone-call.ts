import { createHash } from 'node:crypto'
import type { Call, Interaction } from '../../contract/calls.ts'
import type { CrmField, CrmFieldName, CrmMessage, CrmPreview } from '../../contract/crm.ts'
import { utf8Bytes } from '../../contract/text.ts'
import type { DrivlyCall } from '../drivly/wire.ts'
import { toInternational } from '../phone-number.ts'

/** From the Oracle document, which does not say whether it counts characters or bytes. */
const LIMITS = new Map<CrmFieldName, number>([
  ['CallNumber', 30],
  ['ExternalSystemCallId', 255],
  ['PhoneNumber', 30],
  ['CallDetailsURL', 1000],
  ['RecordingURL', 1000],
  ['TranscriptURL', 1000],
])
const NAME_LIMIT = 64

/** Longest start of a message's number; the rest is for the place of the message. */
const MESSAGE_KEY_LENGTH = 24

export type PhoneCallSource = {
  call: Call
  /** Null where Driv.ly has no such call or is not asked at all. */
  known: DrivlyCall | 'unreadable' | null
  publicOrigin: string | undefined
}

/** Everything that is sent of a call, as text. The same call gives the same keys every time. */
export function toPhoneCall({ call, known, publicOrigin }: PhoneCallSource): CrmPreview {
  const { id, callerNumber } = call
  const told = known === 'unreadable' ? null : known
  const values: [CrmFieldName, string | undefined][] = [
    // Digits alone could be the number that the CRM gave to a call of another system.
    ['CallNumber', keyOf(/^\d+$/.test(id) ? `HS-${id}` : id, 30)],
    ['ExternalSystemCallId', id],
    ['PhoneNumber', callerNumber && toInternational(callerNumber)],
    ['CallDetailsURL', publicOrigin && `${publicOrigin}/calls?call=${encodeURIComponent(id)}`],
    ['RecordingURL', webAddress(told?.audioRecording?.url)],
    ['TranscriptURL', webAddress(told?.conversationURL)],
  ]
  const fields = values.flatMap(([name, value]) => (value ? [check(name, value)] : []))
  return {
    fields:
      known === 'unreadable'
        ? [...fields, { name: 'TranscriptMessage', value: '', problem: 'UNREADABLE' }]
        : fields,
    messages: [...call.interactions.map(describe), ...toTurns(told?.transcript ?? '')],
  }
}

/** The number of a message, which stays the same for the same place, so that an upsert finds it again. */
export const messageNumber = (callId: string, at: number): string =>
  `${keyOf(callId, MESSAGE_KEY_LENGTH)}-${at + 1}`

/** The id itself where it fits; otherwise as much of its digest, which is as unique and as stable. */
function keyOf(id: string, length: number): string {
  if (id.length <= length) return id
  return createHash('sha256').update(id).digest('base64url').slice(0, length)
}

function check(name: CrmFieldName, value: string): CrmField {
  const limit = LIMITS.get(name)
  if (limit === undefined) return { name, value }
  const isTooLong = Array.from(value).length > limit
  return {
    name,
    value,
    limit,
    ...(isTooLong && { problem: 'TOO_LONG' }),
    ...(!isTooLong && utf8Bytes(value) > limit && { isLongInBytes: true }),
  }
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined
}

function describe({ startTime, type, description }: Interaction): CrmMessage {
  const time = startTime?.wallClock?.replace('T', ' ') ?? startTime?.raw
  const what = [type, description].filter((part) => part !== undefined).join(': ')
  return { text: [time, what].filter((part) => part).join(' ') || 'Interaction' }
}

/** Each line is a turn; the name in front of a colon is who spoke. */
function toTurns(transcript: string): CrmMessage[] {
  return transcript
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', words = ''] = /^([^:[\]]{1,200}): +(\S.*)$/.exec(line) ?? []
      if (name.trim() === '') return { text: line }
      const letters = Array.from(name.trim())
      const postedBy = letters.slice(0, NAME_LIMIT).join('')
      return {
        text: words,
        postedBy,
        ...(letters.length > NAME_LIMIT && { isNameShortened: true }),
        ...(utf8Bytes(postedBy) > NAME_LIMIT && { isNameLongInBytes: true }),
      }
    })
}
