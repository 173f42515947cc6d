import { expect, test } from 'vitest'
import type { CallQuery, CallSummary } from '../../contract/calls.ts'
import { makeCall } from '../../contract/examples.ts'
import { parseCallTime } from './call-times.ts'
import { noticesAbout } from './page-notices.ts'
import { resolveRange } from './ranges.ts'

const ZONE = 'America/New_York'
const NOW = new Date('2026-08-06T16:00:00Z')

function notices(calls: Partial<CallSummary>[], asked: Partial<CallQuery> = {}, unreadable = 0) {
  const sort = { field: 'StartTime', descending: true } as const
  const query: CallQuery = { sort, page: 1, size: 25, ...asked }
  const range = resolveRange(query, ZONE, NOW)
  return noticesAbout(calls.map(makeCall), unreadable, {
    query,
    range,
    zone: ZONE,
    isSortRefused: false,
  })
}

const at = (text: string) => ({ startTime: parseCallTime(text, ZONE) })

test('a page that is as asked has no notice', () => {
  const asked = {
    direction: 'incoming',
    clientId: '7',
    centerId: 'EAST',
    from: '2026-08-06',
  } as const
  expect(notices([{}, {}], { ...asked, minTalkSeconds: 70, maxTalkSeconds: 70 })).toEqual([])
})

test('unreadable rows are counted', () => {
  expect(notices([], {}, 2)).toEqual([{ code: 'ROWS_UNREADABLE', count: 2 }])
})

test.each<[string, Partial<CallSummary>, Partial<CallQuery>]>([
  ['direction', { direction: 'outgoing' }, { direction: 'incoming' }],
  ['clientId', { clientId: '8' }, { clientId: '7' }],
  ['centerId', { centerId: 'west' }, { centerId: 'east' }],
  ['minTalkSeconds', { talkSeconds: 9 }, { minTalkSeconds: 10 }],
  ['maxTalkSeconds', { talkSeconds: 11 }, { maxTalkSeconds: 10 }],
  ['maxTalkSeconds', { talkSeconds: 1 }, { maxTalkSeconds: 0 }],
  ['from', at('2026-08-04 23:59:59'), { from: '2026-08-06' }],
  ['to', at('2026-08-08 00:00:00'), { range: 'today' }],
])('one call that breaks %s tells that HostedSuite did not apply it', (name, call, asked) => {
  expect(notices([{}, call], asked)).toContainEqual({
    code: 'FILTER_NOT_APPLIED',
    filters: [name],
  })
})

test('a call that lacks the value proves nothing', () => {
  const unknown: Partial<CallSummary> = {
    direction: undefined,
    clientId: undefined,
    talkSeconds: undefined,
    startTime: { raw: 'once' },
  }
  const asked = { direction: 'outgoing', clientId: '8', minTalkSeconds: 99, from: '2026-09-01' }
  expect(notices([unknown], { ...asked, direction: 'outgoing' })).toEqual([])
})

test('a day more or less may be another reading of the zone', () => {
  expect(notices([at('2026-08-05 00:00:00')], { from: '2026-08-06' })).toEqual([])
  expect(notices([at('2026-08-07 23:59:59')], { to: '2026-08-06' })).toEqual([])
})

test.each<[CallQuery['sort'], Partial<CallSummary>[], boolean]>([
  [{ field: 'StartTime', descending: true }, [at('2026-08-06'), at('2026-08-05')], true],
  [{ field: 'StartTime', descending: true }, [at('2026-08-05'), at('2026-08-06')], false],
  [{ field: 'StartTime', descending: false }, [at('2026-08-05'), at('2026-08-06')], true],
  [{ field: 'StartTime', descending: false }, [at('2026-08-06'), at('2026-08-05')], false],
  [{ field: 'HoldCount', descending: true }, [{ holdCount: 2 }, { holdCount: 2 }], true],
  [
    { field: 'TalkTimeInSeconds', descending: false },
    [{ talkSeconds: 2 }, { talkSeconds: 1 }],
    false,
  ],
  [{ field: 'ClientName', descending: false }, [{ clientName: 'b' }, { clientName: 'A' }], true],
])('by %o the calls %o are in order: %s', (sort, calls, isSorted) => {
  expect(notices(calls, { sort })).toEqual(isSorted ? [] : [{ code: 'NOT_SORTED' }])
})

test('the repeated hour may run twice', () => {
  const calls = [at('2026-11-01 01:50:00'), at('2026-11-01 01:10:00'), at('2026-11-01 02:00:00')]
  expect(notices(calls, { sort: { field: 'StartTime', descending: false } })).toEqual([])
})
