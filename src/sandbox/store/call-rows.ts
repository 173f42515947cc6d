import { formatDay, formatWallClock, startOfDay } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'
import { CALL_MEMBERS } from './call.ts'
import type { Call, Interaction } from './call.ts'

/** The columns of one call. Flagged is 0 or 1; the two lists are JSON text. */
export type CallColumns = Omit<Call, 'Flagged' | 'Interactions' | 'CompletedFormIds'> & {
  Flagged: number
  Interactions: string | null
  CompletedFormIds: string | null
}

type Text = string | null

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

/** Written out: this runs for every call of every page. */
export function toCall(row: CallRow): Call {
  return {
    Id: row[0],
    ClientId: row[1],
    ClientName: row[2],
    CenterId: row[3],
    StartTime: row[4],
    CallerName: row[5],
    CallerNumber: row[6],
    TransferToName: row[7],
    TransferToNumber: row[8],
    Notes: row[9],
    DurationInSeconds: row[10],
    RingTimeInSeconds: row[11],
    HoldTimeInSeconds: row[12],
    HoldCount: row[13],
    Interactions: row[14] === null ? null : unpackInteractions(row[14], row[4]),
    AnsweredBy: row[15],
    Server: row[16],
    TalkTimeInSeconds: row[17],
    TransferTimeInSeconds: row[18],
    ScreenPop: row[19],
    CompletedFormIds: row[20] === null ? null : JSON.parse(row[20]),
    Flagged: row[21] === 1,
    FlagNotes: row[22],
    Type: row[23],
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
    const seconds = secondsWithin(day, step.StartTime)
    const time = seconds === undefined ? step.StartTime : midnight + seconds - StartTime
    return [time, step.Type, step.Description]
  })
  return JSON.stringify(packed)
}

const CLOCK = /^ ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/

/** Undefined for another day and for another form than `2026-08-06 08:45:00`. */
function secondsWithin(day: string, time: string | null): number | undefined {
  if (time === null || !time.startsWith(day)) return undefined
  const [, hours, minutes, seconds] = CLOCK.exec(time.slice(day.length)) ?? []
  if (hours === undefined) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function unpackInteractions(json: string, start: WallSeconds): Interaction[] {
  const packed: PackedInteraction[] = JSON.parse(json)
  return packed.map(([time, Type, Description]) => ({
    StartTime: typeof time === 'number' ? formatWallClock(start + time) : time,
    Type,
    Description,
  }))
}
