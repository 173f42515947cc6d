import { z } from 'zod'
import { toCall } from '../store/call-rows.ts'
import type { Call } from '../store/call.ts'
import type { CallStore } from '../store/call-store.ts'
import type { Records, RecordStore } from '../store/record-store.ts'
import { formatWallClock } from '../wall-clock.ts'
import { isPhoneNumber } from './fields.ts'
import type { Changes } from './fields.ts'
import { RECORDING_NAMES } from './recordings.ts'
import { seedOf } from './seed.ts'
import { writeTranscript } from './transcript.ts'

/** How an answer refers to the recording that a call has from the start. */
type Media = {
  /** Where recordings are, such as `https://commerce.example/media`. */
  url: string
  /** When not, the answer holds the recording's id alone, as with Payload's `depth=0`. */
  isPopulated: boolean
}

export type DrivlyCalls = {
  /** Undefined when there is no such call, or when nobody answered it and so nothing was said. */
  find(id: string): Promise<Call | undefined>
  /** The counterpart of the call: what came about by itself, and over it what it was given since. */
  read(call: Call, media: Media): object
  /** Durable once this returns. */
  change(id: string, changes: Changes): void
}

const CALLS = 'drivly calls'

/**
 * Not checked by the rules for changes: the document's own example breaks them, and what is stored already
 * must not make a change of another member fail.
 */
const StoredChangesSchema = z.looseObject({})

/** Every call of HostedSuite that was answered has a counterpart under the same id. */
export function createDrivlyCalls(store: CallStore, records: RecordStore): DrivlyCalls {
  return {
    async find(id) {
      const { rows } = await store.list({
        filter: { id },
        sortBy: 'Id',
        descending: false,
        offset: 0,
        limit: 1,
        withTotal: false,
      })
      return rows.map(toCall).find(({ TalkTimeInSeconds }) => TalkTimeInSeconds > 0)
    },
    read: (call, media) => ({ ...derive(call, media), ...changesOf(records, call.Id) }),
    change: (id, changes) =>
      records.transact((all) =>
        all.put(CALLS, id, JSON.stringify({ ...changesOf(all, id), ...changes })),
      ),
  }
}

function changesOf(records: Pick<Records, 'get'>, id: string): object {
  return StoredChangesSchema.parse(JSON.parse(records.get(CALLS, id) ?? '{}'))
}

/** What a call has before anybody reviews it: no rating, and no phone number that breaks the pattern. */
function derive(call: Call, { url, isPopulated }: Media): object {
  const { Id, CallerNumber, TransferToNumber, StartTime } = call
  const recording = RECORDING_NAMES.at(seedOf(Id) % RECORDING_NAMES.length)
  return {
    id: Id,
    ...(isPhoneNumber(CallerNumber) && { externalPhoneNumber: CallerNumber }),
    ...(isPhoneNumber(TransferToNumber) && { internalPhoneNumber: TransferToNumber }),
    audioRecording: isPopulated ? { url: `${url}/${recording}.wav` } : recording,
    transcript: writeTranscript(call),
    conversationURL: `https://conversations.example/calls/${encodeURIComponent(Id)}`,
    // HostedSuite's times have no zone, and Driv.ly's need one.
    time: `${formatWallClock(StartTime, 'T')}Z`,
  }
}
