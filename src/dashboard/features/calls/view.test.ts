import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DirectionSchema, PAGE_SIZES, RollingRangeSchema } from '../../../contract/calls.ts'
import { findActiveFilters } from './active-filters.ts'
import { DENSITIES, parseLayout } from './layout.ts'
import { NOTE_FILTERS } from './note-filter.ts'
import { readQuery } from './saved-query.ts'
import { findContradiction, findUnusable, formatView, toCallQuery, type View } from './view.ts'

const plain: View = {
  range: null,
  from: null,
  to: null,
  tz: null,
  asof: null,
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
  columns: null,
  density: null,
  call: null,
  saved: null,
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
      '?range=someday&page=0&size=33&sort=Nothing&minTalk=1e9&tz=Mars&direction=incoming&asof=now&colour=red'
    expect(findUnusable(search).map(({ key }) => key)).toEqual([
      'range',
      'tz',
      'asof',
      'minTalk',
      'sort',
      'page',
      'size',
      'colour',
    ])
  })

  test('brings every view back as it was', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    const talk = fc.integer({ min: 0, max: 86_400 })
    const day = fc.constantFrom('2026-11-01', '2026-11-01T09:30')
    const fields = fc.shuffledSubarray(['StartTime.pin', 'Notes.90', 'Id', 'Type.120.pin'], {
      minLength: 1,
    })
    const views = fc.record<View>({
      range: fc.option(fc.constantFrom(...RollingRangeSchema.options)),
      from: fc.option(day),
      to: fc.option(day),
      tz: fc.option(fc.constantFrom('Asia/Tokyo', 'America/New_York', 'UTC')),
      asof: fc.option(fc.constant('2026-11-29T10:42:07Z')),
      client: fc.option(text),
      center: fc.option(text),
      direction: fc.option(fc.constantFrom(...DirectionSchema.options)),
      id: fc.option(text),
      minTalk: fc.option(talk),
      maxTalk: fc.option(talk),
      note: fc.option(fc.constantFrom(...NOTE_FILTERS)),
      sort: fc.record({
        field: fc.constantFrom('StartTime' as const, 'HoldCount' as const),
        descending: fc.boolean(),
      }),
      page: fc.integer({ min: 1, max: 1_000_000 }),
      size: fc.constantFrom(...PAGE_SIZES),
      columns: fields.map((parts) => parseLayout(parts.join(','))),
      density: fc.option(fc.constantFrom(...DENSITIES)),
      call: fc.option(fc.constant('c-1')),
      saved: fc.option(text),
    })
    fc.assert(
      fc.property(views, (view) => {
        expect(readQuery(formatView('', view))).toEqual(view)
      }),
      { numRuns: 500 },
    )
  })

  test('is never thrown at, whatever it holds', () => {
    const key = fc.constantFrom(...Object.keys(plain))
    fc.assert(
      fc.property(key, fc.string({ unit: 'binary' }), (name, text) => {
        findUnusable(`?${new URLSearchParams([[name, text]])}`)
      }),
    )
    // Each zone that is tried costs a slow machine a formatter.
  }, 30_000)
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
