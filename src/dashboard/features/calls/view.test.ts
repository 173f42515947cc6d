import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findActiveFilters } from './active-filters.ts'
import { findContradiction, findUnusable, formatView, toCallQuery, type View } from './view.ts'

const plain: View = {
  range: null,
  from: null,
  to: null,
  tz: null,
  client: null,
  center: null,
  direction: null,
  id: null,
  minTalk: null,
  maxTalk: null,
  note: null,
  sort: { field: 'StartTime', descending: true },
  page: 1,
  size: 50,
  call: null,
}

describe('the address', () => {
  test('says nothing where the view is the default', () => {
    expect(formatView('/calls', plain)).toBe('/calls')
  })

  test('says the rest in words that people can read', () => {
    const view = formatView({
      ...plain,
      from: '2026-11-01T09:30',
      client: 'A&B / 7',
      sort: { field: 'TalkTimeInSeconds', descending: true },
      page: 3,
    })
    expect(Object.fromEntries(new URLSearchParams(view))).toEqual({
      from: '2026-11-01T09:30',
      client: 'A&B / 7',
      sort: '-TalkTimeInSeconds',
      page: '3',
    })
  })

  test('that is damaged is named value by value', () => {
    const search =
      '?range=someday&page=0&size=33&sort=Nothing&minTalk=1e9&tz=Mars&direction=incoming'
    expect(findUnusable(search).map(({ key }) => key)).toEqual([
      'range',
      'tz',
      'minTalk',
      'sort',
      'page',
      'size',
    ])
  })

  test('is never thrown at, whatever it holds', () => {
    const key = fc.constantFrom(...Object.keys(plain))
    fc.assert(
      fc.property(key, fc.string({ unit: 'binary' }), (name, text) => {
        findUnusable(`?${new URLSearchParams([[name, text]])}`)
      }),
    )
  })
})

describe('the request', () => {
  test('leaves the open call out, so that opening one asks nothing of the list', () => {
    expect(toCallQuery({ ...plain, call: 'c1' })).toEqual(toCallQuery(plain))
  })

  test('holds fixed dates instead of a rolling range', () => {
    const query = toCallQuery({ ...plain, range: 'today', from: '2026-11-01' })
    expect(query).toMatchObject({ from: '2026-11-01', range: undefined })
    expect(findActiveFilters({ ...plain, range: 'today', from: '2026-11-01' })).toHaveLength(1)
  })
})

describe('a contradiction', () => {
  test.each([
    { from: '2026-11-02', to: '2026-11-01' },
    { from: '2026-11-01T09:31', to: '2026-11-01T09:30' },
    { minTalk: 61, maxTalk: 60 },
  ])('is %j', (part) => expect(findContradiction({ ...plain, ...part })).toBeDefined())

  test.each([
    { from: '2026-11-01', to: '2026-11-01' },
    { from: '2026-11-01T09:30', to: '2026-11-01' },
    { from: '2026-11-01', to: '2026-11-01T00:00' },
    { minTalk: 60, maxTalk: 60 },
  ])('is not %j', (part) => expect(findContradiction({ ...plain, ...part })).toBeUndefined())
})
