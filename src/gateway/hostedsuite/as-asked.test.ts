import { expect, test } from 'vitest'
import type { CallQuery, CallSummary } from '../../contract/calls.ts'
import { makeCall } from '../../contract/examples.ts'
import { asAsked } from './as-asked.ts'
import { parseCallTime } from './call-times.ts'
import { resolveRange } from './ranges.ts'

const ZONE = 'America/New_York'
const NOW = new Date('2026-08-06T16:00:00Z')

function readPage(
  calls: Partial<CallSummary>[],
  asked: Partial<CallQuery> = {},
  { unreadable = 0, isSortRefused = false } = {},
) {
  const sort = { field: 'StartTime', descending: true } as const
  const query: CallQuery = { sort, page: 1, size: 25, ...asked }
  const range = resolveRange(query, ZONE, NOW)
  return asAsked(calls.map(makeCall), unreadable, { query, range, zone: ZONE, isSortRefused })
}

const notices = (...page: Parameters<typeof readPage>) => readPage(...page).notices
const idsOf = (...page: Parameters<typeof readPage>) => readPage(...page).calls.map(({ id }) => id)

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
  expect(notices([], {}, { unreadable: 2 })).toEqual([{ code: 'ROWS_UNREADABLE', count: 2 }])
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
])(
  'one call that breaks %s tells that HostedSuite did not apply it, and is left out',
  (name, call, asked) => {
    const page = [
      { id: 'as asked', talkSeconds: undefined },
      { id: 'not', ...call },
    ]
    expect(notices(page, asked)).toContainEqual({
      code: 'FILTER_NOT_APPLIED',
      filters: [name],
      count: 1,
    })
    expect(idsOf(page, asked)).toEqual(['as asked'])
  },
)

test('a range that was ignored is kept to the second', () => {
  const page = [
    { id: 'days after', ...at('2026-08-09 09:00:00') },
    { id: 'a second after', ...at('2026-08-07 00:00:00') },
    { id: 'its last second', ...at('2026-08-06 23:59:59') },
  ]
  expect(idsOf(page, { to: '2026-08-06' })).toEqual(['its last second'])
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

const byTalk = (talkSeconds: number | undefined, id: string) => ({ talkSeconds, id })

test.each<[CallQuery['sort'], Partial<CallSummary>[], string]>([
  [
    { field: 'TalkTimeInSeconds', descending: true },
    [byTalk(1, 'a'), byTalk(undefined, 'b'), byTalk(3, 'c'), byTalk(1, 'd'), byTalk(2, 'e')],
    'c e a d b',
  ],
  [
    { field: 'StartTime', descending: false },
    [
      { id: 'late', ...at('2026-08-06 09:00:00') },
      { id: 'unread', startTime: { raw: 'once' } },
      { id: 'early', ...at('2026-08-05 09:00:00') },
    ],
    'early late unread',
  ],
])('a page that came unsorted is sorted by %o', (sort, calls, order) => {
  expect(idsOf(calls, { sort }).join(' ')).toBe(order)
})

test('texts that HostedSuite would not sort by are in their order within the page', () => {
  const calls = ['Zoe', 'ann', undefined, 'Émile'].map((callerName) => ({
    id: callerName ?? 'nobody',
    callerName,
  }))
  const sort = { field: 'CallerName', descending: false } as const
  expect(idsOf(calls, { sort }, { isSortRefused: true })).toEqual(['ann', 'Émile', 'Zoe', 'nobody'])
})

test('an order of texts that HostedSuite has given is left as it is', () => {
  const calls = ['b', 'A'].map((clientName) => ({ id: clientName, clientName }))
  expect(idsOf(calls, { sort: { field: 'ClientName', descending: false } })).toEqual(['b', 'A'])
})
