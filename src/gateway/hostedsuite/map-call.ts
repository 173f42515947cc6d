import type { Call, CallSummary, Direction, Interaction } from '../../contract/calls.ts'
import type { DateStyle } from '../config.ts'
import { parseCallTime } from './call-times.ts'
import type { CallRow, InteractionRow } from './wire.ts'

/** HostedSuite's filter knows two words; its rows hold free text. Everything else is shown verbatim. */
const DIRECTIONS = new Map<string, Direction>([
  ['incoming', 'incoming'],
  ['inbound', 'incoming'],
  ['in', 'incoming'],
  ['outgoing', 'outgoing'],
  ['outbound', 'outgoing'],
  ['out', 'outgoing'],
])

export function toCallSummary(row: CallRow, zone: string, dates?: DateStyle): CallSummary {
  return {
    id: row.Id,
    startTime: parseCallTime(row.StartTime, zone, dates),
    type: row.Type,
    direction: DIRECTIONS.get(row.Type?.trim().toLowerCase() ?? ''),
    clientId: row.ClientId,
    clientName: row.ClientName,
    centerId: row.CenterId,
    callerName: row.CallerName,
    callerNumber: row.CallerNumber,
    transferToName: row.TransferToName,
    transferToNumber: row.TransferToNumber,
    answeredBy: row.AnsweredBy,
    server: row.Server,
    screenPop: row.ScreenPop,
    notes: row.Notes ?? '',
    durationSeconds: row.DurationInSeconds,
    ringSeconds: row.RingTimeInSeconds,
    holdSeconds: row.HoldTimeInSeconds,
    holdCount: row.HoldCount,
    talkSeconds: row.TalkTimeInSeconds,
    transferSeconds: row.TransferTimeInSeconds,
    workSeconds: row.WorkTimeInSeconds,
    flagged: row.Flagged,
    flagNotes: row.FlagNotes,
    completedFormIds: row.CompletedFormIds,
  }
}

export function toCall(row: CallRow, zone: string, dates?: DateStyle): Call {
  const interactions = row.Interactions.map((each) => toInteraction(each, zone, dates))
  return { ...toCallSummary(row, zone, dates), interactions: inOrder(interactions) }
}

function toInteraction(row: InteractionRow, zone: string, dates?: DateStyle): Interaction {
  return {
    startTime: parseCallTime(row.StartTime, zone, dates),
    type: row.Type,
    description: row.Description,
  }
}

const instantOf = ({ startTime }: Interaction) => startTime?.instant ?? ''

/** By time if every one has a readable time; otherwise HostedSuite's order is the best there is. */
function inOrder(interactions: Interaction[]): Interaction[] {
  if (interactions.some((interaction) => instantOf(interaction) === '')) return interactions
  return interactions.toSorted((a, b) => Date.parse(instantOf(a)) - Date.parse(instantOf(b)))
}
