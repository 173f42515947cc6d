import type { Call } from './calls.ts'

/** A valid call for tests; a test names only what it is about. */
export function makeCall(overrides: Partial<Call> = {}): Call {
  return {
    id: '64ab12cd90ef34ab56cd78ef',
    startTime: {
      raw: '2026-08-06 08:45:00',
      wallClock: '2026-08-06T08:45:00',
      instant: '2026-08-06T12:45:00.000Z',
    },
    type: 'Incoming',
    direction: 'incoming',
    clientId: '7',
    clientName: 'Harbor Dental',
    centerId: 'east',
    callerName: 'Ada Field',
    callerNumber: '(555) 555-0142',
    answeredBy: 'Maya R.',
    notes: '',
    durationSeconds: 95,
    ringSeconds: 5,
    holdSeconds: 20,
    holdCount: 1,
    talkSeconds: 70,
    transferSeconds: 0,
    workSeconds: 0,
    flagged: false,
    completedFormIds: [],
    interactions: [],
    ...overrides,
  }
}
