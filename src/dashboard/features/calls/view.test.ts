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

/** A value under a key is told, and the rest of the address is asked for as if the key were not there. */
function expectLeftOut(key: string, text: string) {
  const search = `?${new URLSearchParams({ minTalk: '60', [key]: text, note: 'with' })}`
  expect(findUnusable(search)).toEqual([{ key, text }])
  const rest = key === 'minTalk' ? '?note=with' : '?minTalk=60&note=with'
  expect(readQuery(search)).toEqual(readQuery(rest))
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

  test.each(['2026-02-30', '2025-13-01', '0001-01-01', '9999-12-31', '1793523600000'])(
    'may name %s as an end of the range: it is told, and not asked for (F-01)',
    (text) => {
      expectLeftOut('from', text)
      expectLeftOut('to', text)
    },
  )

  test.each(['-1', '1e309', 'NaN', 'Infinity', '0x10', '١٢', '9'.repeat(400)])(
    'may name %.20s as a talk time: it is told, and not asked for (F-03)',
    (text) => {
      expectLeftOut('minTalk', text)
      expectLeftOut('maxTalk', text)
    },
  )

  test('may name a second and a half as a talk time, as HostedSuite does (F-03)', () => {
    expect(toCallQuery(readQuery('?minTalk=1.5')).minTalkSeconds).toBe(1.5)
  })

  test.each(['0', '-1', '1e9', '1000000000', 'abc'])(
    'may name page %s: it is told, and the first one is asked for (F-04)',
    (text) => {
      expectLeftOut('page', text)
      expect(toCallQuery(readQuery(`?page=${text}`)).page).toBe(1)
    },
  )

  test.each(['100000', '201', '0', '-50', '50.5'])(
    'may want %s rows a page: it is told, and no more than 200 are ever asked for (F-05)',
    (text) => {
      expectLeftOut('size', text)
      expect(toCallQuery(readQuery(`?size=${text}`)).size).toBe(50)
      expect(Math.max(...PAGE_SIZES)).toBe(200)
    },
  )

  test('may hold keys that mean nothing here and values that are empty: both are told, and dropped (F-06)', () => {
    const search = '?colour=red&client=&__proto__=x&colour=blue&itemsPerPage=100000&minTalk=60'
    expect(findUnusable(search)).toEqual([
      { key: 'client', text: '' },
      { key: 'colour', text: 'red' },
      { key: '__proto__', text: 'x' },
      { key: 'itemsPerPage', text: '100000' },
    ])
    expect(formatView('', readQuery(search))).toBe('?minTalk=60')
  })

  test('may hold a key twice: the first one counts, and the other is dropped (F-06)', () => {
    const search = '?client=a&direction=incoming&client=b'
    expect(toCallQuery(readQuery(search)).clientId).toBe('a')
    expect(formatView('', readQuery(search))).toBe('?client=a&direction=incoming')
    expect(readQuery('?client=&client=b').client).toBeNull()
  })

  test.each(['Notes; drop', '-Notes; drop', '__proto__', '-constructor', 'Nothing', '-', ''])(
    'may name %j as its order: it is told, and the newest call comes first (F-07)',
    (text) => {
      expectLeftOut('sort', text)
      expect(readQuery(`?sort=${text}`).sort).toEqual({ field: 'StartTime', descending: true })
    },
  )

  test.each(['Incoming', '2', 'null', 'undefined', 'sideways'])(
    'may name %s as a direction: it is told, and both are asked for (F-08)',
    (text) => expectLeftOut('direction', text),
  )

  test('may not choose a direction in HostedSuite’s own words (F-08)', () => {
    expectLeftOut('CallType', 'incoming')
  })

  test.each(['<script>alert(1)</script>', '\u202Egnp.exe', '👩‍👩‍👧‍👦', '%ZZ', "' OR 1=1 --"])(
    'may name %j as a client: it stays the text that it is (F-09)',
    (text) => {
      const search = `?${new URLSearchParams({ client: text })}`
      expect(findUnusable(search)).toEqual([])
      expect(toCallQuery(readQuery(search)).clientId).toBe(text)
      expect(findActiveFilters(readQuery(search))[0]?.label).toBe(`Client ID ${text}`)
    },
  )

  test('may name a client of 5 KB: it is told, and not asked for (F-09)', () => {
    expectLeftOut('client', 'x'.repeat(5000))
    expectLeftOut('center', '👩'.repeat(2500))
  })

  test.each(['%ZZ', '%', '%00', '%E0%A4', '%C0%AF', '%ED%A0%80'])(
    'may be badly encoded, as with %s: the rest of it is shown (F-10)',
    (damage) => {
      const keys = ['range', 'from', 'tz', 'note', 'sort', 'size', 'columns', 'call']
      const damaged = keys.map((key) => `${key}=${damage}`).join('&')
      const search = `?${damage}=1&direction=incoming&${damaged}&minTalk=60`
      expect(formatView('', readQuery(search))).toBe('?direction=incoming&minTalk=60')
      expect(findUnusable(search)).toHaveLength(keys.length + 1)
    },
  )

  test('that was kept before the page knew columns, moments and saved views shows the same calls (F-13)', () => {
    const search =
      '?range=last7d&client=7&direction=incoming&minTalk=30&sort=-TalkTimeInSeconds&page=2&size=25'
    expect(findUnusable(search)).toEqual([])
    expect(formatView('', readQuery(search))).toBe(search)
    expect(readQuery(search)).toMatchObject({ columns: null, asof: null, saved: null })
  })

  test('of another time is shown as far as it is understood, and the rest is told (F-13)', () => {
    const search =
      '?v=0&filters={"client":"7"}&sortField=StartTime&sortDir=desc&columns=Start,Notes&direction=incoming'
    expect(findUnusable(search)).toEqual([
      { key: 'columns', text: 'Start' },
      { key: 'v', text: '0' },
      { key: 'filters', text: '{"client":"7"}' },
      { key: 'sortField', text: 'StartTime' },
      { key: 'sortDir', text: 'desc' },
    ])
    expect(formatView('', readQuery(search))).toBe('?direction=incoming&columns=Notes')
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

  test('is never thrown at, whatever it holds (F-13)', () => {
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
  ])('is %j (F-01)', (part) => {
    expect(findContradiction({ ...plain, ...part })).toMatch(/ends before it begins/)
  })

  test('is a minimum talk time above the maximum (F-03)', () => {
    const part = { minTalk: 61, maxTalk: 60 }
    expect(findContradiction({ ...plain, ...part })).toMatch(/minimum talk time is above/)
  })

  test.each([
    { from: '2026-11-01', to: '2026-11-01' },
    { from: '2026-11-01T09:30', to: '2026-11-01' },
    { from: '2026-11-01', to: '2026-11-01T00:00' },
    { minTalk: 60, maxTalk: 60 },
  ])('is not %j', (part) => expect(findContradiction({ ...plain, ...part })).toBeUndefined())
})
