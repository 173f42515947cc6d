import { parseWallClock } from '../wall-clock.ts'
import type { Call } from './call.ts'

/** A call as the store keeps it, valid by default; a test names only what it is about. For tests. */
export function makeCall(overrides: Partial<Omit<Call, 'StartTime'>> & { at?: string } = {}): Call {
  const { at = '2026-08-06 09:00:00', ...members } = overrides
  const time = parseWallClock(at)
  if (time === undefined) throw new RangeError(`not a time: ${at}`)
  return {
    Id: 'call-1',
    ClientId: '1001',
    ClientName: 'Alder Street Dental',
    CenterId: 'ATL',
    StartTime: time.seconds,
    CallerName: 'Ada Field',
    CallerNumber: '(555) 201-4417',
    TransferToName: null,
    TransferToNumber: null,
    Notes: null,
    DurationInSeconds: 102,
    RingTimeInSeconds: 7,
    HoldTimeInSeconds: 0,
    HoldCount: 0,
    Interactions: null,
    AnsweredBy: 'Maya R.',
    Server: 'atl-sip-01',
    TalkTimeInSeconds: 95,
    TransferTimeInSeconds: 0,
    ScreenPop: null,
    CompletedFormIds: null,
    Flagged: false,
    FlagNotes: null,
    Type: 'Incoming',
    WorkTimeInSeconds: 0,
    ...members,
  }
}
