import { createHash } from 'node:crypto'
import type { Records, RecordStore } from '../store/record-store.ts'
import { PhoneCallSchema } from './attributes.ts'
import type { Audit, NewPhoneCall, PhoneCall, TranscriptMessage } from './attributes.ts'
import { formatExactJson, parseExactJson } from './exact-json.ts'
import { detailOf, OracleError } from './oracle-error.ts'

const CALLS = 'oracle phone calls'
/** From CallNumber to CallId: the public unique identifier is what an upsert finds a call by. */
const CALL_NUMBERS = 'oracle call numbers'

/** Ids met in the wild have 15 digits and begin like this. */
const FIRST_ID = 300_000_000_000_000n

type SaveRequest = { isUpsert: boolean; user: string; now: Date }

/** Undefined when there is no such call. */
export function findPhoneCall(records: Pick<Records, 'get'>, callId: string) {
  const json = records.get(CALLS, callId)
  return json === undefined ? undefined : PhoneCallSchema.parse(parseExactJson(json))
}

/**
 * Creates the call or, in an upsert with the CallNumber of a stored one, changes the attributes that were
 * sent. The document leaves open what "matches the payload"; that it is CallNumber, and that messages which
 * are sent replace those stored, are our choices.
 */
export function savePhoneCall(
  store: RecordStore,
  sent: NewPhoneCall,
  { isUpsert, user, now }: SaveRequest,
): { call: PhoneCall; isNew: boolean } {
  return store.transact((records) => {
    const takenBy = sent.CallNumber ? records.get(CALL_NUMBERS, sent.CallNumber) : undefined
    if (takenBy !== undefined && !isUpsert) {
      throw new OracleError(400, [detailOf(['CallNumber'], 'JBO-25013 is that of another call.')])
    }
    const before = takenBy === undefined ? undefined : findPhoneCall(records, takenBy)
    const audit = auditOf(user, now)
    const CallId = before?.CallId ?? newCallId(records)
    const call: PhoneCall = {
      ...before,
      ...sent,
      ...audit,
      ...(before && { CreatedBy: before.CreatedBy, CreationDate: before.CreationDate }),
      CallId,
      version: (before?.version ?? 0) + 1,
      CallNumber: sent.CallNumber || String(CallId),
      DeletedFlag: sent.DeletedFlag ?? before?.DeletedFlag ?? false,
      TranscriptMessage:
        sent.TranscriptMessage?.map((message) => newMessage(records, message, audit)) ??
        before?.TranscriptMessage ??
        [],
    }
    records.put(CALLS, String(CallId), formatExactJson(call))
    records.put(CALL_NUMBERS, String(call.CallNumber), String(CallId))
    return { call, isNew: before === undefined }
  })
}

type NewMessage = NonNullable<NewPhoneCall['TranscriptMessage']>[number]

function newMessage(
  records: Records,
  { CallId: _callId, ...sent }: NewMessage,
  audit: Audit,
): TranscriptMessage {
  const MessageId = nextId(records)
  return {
    ...sent,
    ...audit,
    MessageId,
    MessageNumber: sent.MessageNumber || String(MessageId),
    DeletedFlag: sent.DeletedFlag ?? false,
  }
}

/** Its digits become the CallNumber of a call that is sent without one, so nobody may have them yet. */
function newCallId(records: Records): bigint {
  const id = nextId(records)
  return records.get(CALL_NUMBERS, String(id)) === undefined ? id : newCallId(records)
}

/** Calls and messages share the ids, so that one is never taken for the other. */
const nextId = (records: Records) => FIRST_ID + BigInt(records.nextId('oracle'))

function auditOf(user: string, now: Date): Audit {
  const time = now.toISOString().replace('Z', '+00:00')
  return {
    CreatedBy: user,
    CreationDate: time,
    LastUpdateDate: time,
    LastUpdatedBy: user,
    LastUpdateLogin: loginOf(user),
  }
}

/** The 32 hexadecimal digits that a session's login has; a Basic account has the same in every session. */
function loginOf(user: string): string {
  return createHash('sha256').update(user).digest('hex').slice(0, 32).toUpperCase()
}
