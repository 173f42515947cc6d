import { z } from 'zod'
import { parseWallClock } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'

const text = z.string().nullable().default(null)
/** Below zero too: real logs have clocks that step back within a call. */
const seconds = z.number().default(0)

const InteractionSchema = z.object({ StartTime: text, Type: text, Description: text })

const startTime = z.string().transform((value, context): WallSeconds => {
  const time = parseWallClock(value)
  if (time !== undefined) return time.seconds
  context.issues.push({ code: 'custom', message: 'not a date and time', input: value })
  return z.NEVER
})

/**
 * One call with the member names of HostedSuite's CallRecordInfo, read from its JSON form. Null is a member
 * that the wire leaves out; the numbers and Flagged are never null, as in the .NET type behind the document.
 */
export const CallSchema = z.object({
  Id: z.string().min(1),
  ClientId: text,
  ClientName: text,
  CenterId: text,
  StartTime: startTime,
  CallerName: text,
  CallerNumber: text,
  TransferToName: text,
  TransferToNumber: text,
  Notes: text,
  DurationInSeconds: seconds,
  RingTimeInSeconds: seconds,
  HoldTimeInSeconds: seconds,
  HoldCount: z.int().min(0).default(0),
  Interactions: z.array(InteractionSchema).nullable().default(null),
  AnsweredBy: text,
  Server: text,
  TalkTimeInSeconds: seconds,
  TransferTimeInSeconds: seconds,
  ScreenPop: text,
  CompletedFormIds: z.array(z.string()).nullable().default(null),
  Flagged: z.boolean().default(false),
  FlagNotes: text,
  Type: text,
  WorkTimeInSeconds: seconds,
})

export type Call = z.output<typeof CallSchema>
export type Interaction = z.output<typeof InteractionSchema>

/** The 25 members in the document's order, which is also the order on the wire and of the columns. */
export const CALL_MEMBERS = CallSchema.keyof().options

const LISTS = ['Interactions', 'CompletedFormIds'] as const

export type SortField = Exclude<keyof Call, (typeof LISTS)[number]>

const isSortField = (member: keyof Call): member is SortField =>
  !LISTS.some((list) => list === member)

export const SORT_FIELDS = CALL_MEMBERS.filter(isSortField)
