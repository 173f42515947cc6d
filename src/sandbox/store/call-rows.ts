import {
  formatDay,
  formatWallClock,
  parseWallClock,
  secondsWithin,
  startOfDay,
} from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'
import { CALL_MEMBERS, CallSchema } from './call.ts'
import type { Call } from './call.ts'

/** The columns of one call. Flagged is 0 or 1; the two lists are JSON text. */
export type CallColumns = Omit<Call, 'Flagged' | 'Interactions' | 'CompletedFormIds'> & {
  Flagged: number
  Interactions: string | null
  CompletedFormIds: string | null
}

type Text = string | null

/** Undefined when an answer is to be without the time. */
export type FormatTime = (seconds: WallSeconds) => string | undefined

/** The columns in their order, as the database takes and gives them. */
export type CallRow = [
  Id: string,
  ClientId: Text,
  ClientName: Text,
  CenterId: Text,
  StartTime: number,
  CallerName: Text,
  CallerNumber: Text,
  TransferToName: Text,
  TransferToNumber: Text,
  Notes: Text,
  DurationInSeconds: number,
  RingTimeInSeconds: number,
  HoldTimeInSeconds: number,
  HoldCount: number,
  Interactions: Text,
  AnsweredBy: Text,
  Server: Text,
  TalkTimeInSeconds: number,
  TransferTimeInSeconds: number,
  ScreenPop: Text,
  CompletedFormIds: Text,
  Flagged: number,
  FlagNotes: Text,
  Type: Text,
  WorkTimeInSeconds: number,
]

export function toRow(call: Call): (string | number | null)[] {
  return CALL_MEMBERS.map((member) => {
    if (member === 'Interactions') return packInteractions(call)
    const value = call[member]
    if (typeof value === 'boolean') return value ? 1 : 0
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  })
}

/** What is stored, as it would be imported; times of interactions in their usual form. */
export const toCall = (row: CallRow): Call => CallSchema.parse(toCallRecord(row))

/**
 * A CallRecordInfo with its members in the document's order; without a value they are undefined, and so not in its
 * JSON. Written out: this runs for every call of every page.
 */
export function toCallRecord(row: CallRow, formatTime: FormatTime = formatWallClock) {
  return {
    Id: row[0],
    ClientId: row[1] ?? undefined,
    ClientName: row[2] ?? undefined,
    CenterId: row[3] ?? undefined,
    StartTime: formatTime(row[4]),
    CallerName: row[5] ?? undefined,
    CallerNumber: row[6] ?? undefined,
    TransferToName: row[7] ?? undefined,
    TransferToNumber: row[8] ?? undefined,
    Notes: row[9] ?? undefined,
    DurationInSeconds: row[10],
    RingTimeInSeconds: row[11],
    HoldTimeInSeconds: row[12],
    HoldCount: row[13],
    Interactions: row[14] === null ? undefined : unpackInteractions(row[14], row[4], formatTime),
    AnsweredBy: row[15] ?? undefined,
    Server: row[16] ?? undefined,
    TalkTimeInSeconds: row[17],
    TransferTimeInSeconds: row[18],
    ScreenPop: row[19] ?? undefined,
    CompletedFormIds: row[20] === null ? undefined : JSON.parse(row[20]),
    Flagged: row[21] === 1,
    FlagNotes: row[22] ?? undefined,
    Type: row[23] ?? undefined,
    WorkTimeInSeconds: row[24],
  }
}

/**
 * Time, Type and Description without their names, which would take a third of the file. A number is seconds
 * after the call began; a time of another day, or written in another way, stays as it is.
 */
type PackedInteraction = [time: number | Text, Type: Text, Description: Text]

function packInteractions({ StartTime, Interactions }: Call): string | null {
  if (Interactions === null) return null
  const midnight = startOfDay(StartTime)
  const day = formatDay(midnight)
  const packed = Interactions.map((step): PackedInteraction => {
    const seconds = step.StartTime === null ? undefined : secondsWithin(day, step.StartTime)
    const time = seconds === undefined ? step.StartTime : midnight + seconds - StartTime
    return [time, step.Type, step.Description]
  })
  return JSON.stringify(packed)
}

function unpackInteractions(json: string, start: WallSeconds, formatTime: FormatTime) {
  const packed: PackedInteraction[] = JSON.parse(json)
  return packed.map(([time, Type, Description]) => ({
    StartTime: typeof time === 'number' ? formatTime(start + time) : reformat(time, formatTime),
    Type: Type ?? undefined,
    Description: Description ?? undefined,
  }))
}

/** A time that we cannot read stays as it was imported. */
function reformat(text: Text, formatTime: FormatTime): string | undefined {
  const time = text === null ? undefined : parseWallClock(text)
  return time === undefined ? (text ?? undefined) : formatTime(time.seconds)
}
