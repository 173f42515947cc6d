import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STANDARD_LAYOUT } from './layout.ts'
import { readQuery, toChange, toQuery } from './saved-query.ts'
import { describeDifference } from './view-difference.ts'

/** As somebody sees it whose columns stand as at first. */
function layOut(query: string) {
  const view = readQuery(query)
  return {
    ...view,
    columns: view.columns ?? STANDARD_LAYOUT,
    density: view.density ?? ('comfortable' as const),
  }
}

describe('a saved query', () => {
  test.each([
    'range=yesterday&direction=incoming',
    '?range=yesterday&direction=incoming',
    'https://calls.example.com/calls?range=yesterday&direction=incoming',
  ])('is an address or its end: %s', (query) => {
    expect(readQuery(query)).toMatchObject({ range: 'yesterday', direction: 'incoming', page: 1 })
  })

  test('keeps the rolling range, and neither page, call, moment nor where it came from', () => {
    const view = readQuery(
      'range=last7d&client=7&tz=Asia/Tokyo&sort=-HoldCount&size=100&columns=Id.pin,Notes&density=compact&page=3&call=a1&saved=x&asof=2026-11-29T10:42:07Z',
    )
    expect(toQuery(view)).toBe(
      'range=last7d&tz=Asia/Tokyo&client=7&sort=-HoldCount&size=100&columns=Id.pin,Notes&density=compact',
    )
    expect(toQuery(readQuery('range=today&from=2026-11-01'))).toBe('from=2026-11-01')
    expect(toQuery(readQuery(''))).toBe('')
  })

  test('that cannot be used in part shows the rest', () => {
    expect(toQuery(readQuery('range=someday&client=7&colour=red&page=-1'))).toBe('client=7')
  })

  test('shows itself from the first page, and leaves an open call open', () => {
    const change = toChange('range=today&page=4&call=a1', 'x')
    expect(change).toMatchObject({ range: 'today', client: null, page: null, saved: 'x' })
    expect(change).not.toHaveProperty('call')
  })

  test('of any text is a view whose query stays the same', () => {
    const pair = fc.tuple(
      fc.constantFrom(
        'range',
        'from',
        'to',
        'client',
        'minTalk',
        'sort',
        'size',
        'saved',
        'columns',
      ),
      fc.oneof(
        fc.constantFrom('today', '7', '2026-11-01', '-HoldCount', '100', 'Id.pin,Notes.90'),
        fc.string(),
      ),
    )
    fc.assert(
      fc.property(fc.array(pair), fc.string(), (pairs, text) => {
        for (const query of [new URLSearchParams(pairs).toString(), text]) {
          const kept = toQuery(readQuery(query))
          expect(toQuery(readQuery(kept))).toBe(kept)
          expect(describeDifference(layOut(kept), layOut(query))).toEqual([])
        }
      }),
    )
  })
})

test('a difference is told in the words of the page', () => {
  expect(
    describeDifference(
      layOut('range=yesterday&client=7'),
      layOut('range=yesterday&direction=incoming&sort=TalkTimeInSeconds&size=100&tz=Asia/Tokyo'),
    ),
  ).toEqual([
    '+ Incoming',
    '− Client ID 7',
    'sorted by Talk, ascending',
    '100 rows a page',
    'times in Asia/Tokyo',
  ])
})

test.each([
  ['columns=StartTime,Notes', 'columns=Notes,StartTime,Server', ['+ column Line']],
  ['columns=StartTime,Notes', 'columns=StartTime', ['− column Notes']],
  ['columns=StartTime,Notes', 'columns=Notes,StartTime', ['columns placed or sized otherwise']],
  ['columns=StartTime,Notes', 'columns=StartTime.pin,Notes', ['columns placed or sized otherwise']],
  ['', 'density=compact', ['compact rows']],
])('a difference names the columns: %s, then %s', (before, now, difference) => {
  expect(describeDifference(layOut(before), layOut(now))).toEqual(difference)
})
