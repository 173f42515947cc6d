import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findUnknownColumns,
  formatLayout,
  type Layout,
  MORE_FIELDS,
  moveField,
  NARROWEST,
  parseLayout,
  shownFields,
  STANDARD_LAYOUT,
  WIDEST,
} from './layout.ts'
import { MORE_COLUMNS } from './more-columns.tsx'
import { STANDARD_COLUMNS } from './standard-columns.tsx'

/** CallRecordInfo, as HostedSuite's documents list it, without the interactions that no list holds. */
const CALL_FIELDS =
  'Id ClientId ClientName CenterId StartTime CallerName CallerNumber TransferToName TransferToNumber Notes DurationInSeconds RingTimeInSeconds HoldTimeInSeconds HoldCount AnsweredBy Server TalkTimeInSeconds TransferTimeInSeconds ScreenPop CompletedFormIds Flagged FlagNotes Type WorkTimeInSeconds'

const COLUMNS = [...STANDARD_COLUMNS, ...MORE_COLUMNS]
const FIELDS = COLUMNS.map(({ field }) => field)

const read = (text: string): Layout => parseLayout(text) ?? STANDARD_LAYOUT
/** What becomes of a change: it is written, and read again. */
const settle = (layout: Layout) => formatLayout(read(formatLayout(layout)))

const anyText = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...FIELDS),
      fc.option(fc.integer({ min: NARROWEST, max: WIDEST }), { nil: undefined }),
      fc.constantFrom('pin', undefined),
    ),
    { minLength: 1, selector: ([field]) => field },
  )
  .map((places) =>
    places.map((parts) => parts.filter((part) => part !== undefined).join('.')).join(','),
  )

test('every field of a call has a column, and the time split is one more', () => {
  expect(FIELDS.toSorted()).toEqual([...CALL_FIELDS.split(' '), 'TimeSplit'].toSorted())
  expect(MORE_COLUMNS.map(({ field }) => field)).toEqual(MORE_FIELDS)
  expect(new Set(COLUMNS.map(({ name }) => name)).size).toBe(COLUMNS.length)
})

describe('a list of columns in an address', () => {
  test('says names, widths and pins, pinned ones first', () => {
    expect(formatLayout(read('Type,CallerName.180,StartTime.pin,Notes.120.pin'))).toBe(
      'StartTime.pin,Notes.120.pin,Type,CallerName.180',
    )
  })

  test.each([
    ['starttime, Notes', 'StartTime,Notes'],
    ['Notes,Type,Notes.90', 'Notes,Type'],
    ['Notes.pin.90', 'Notes.90.pin'],
    ['Notes.7', 'Notes.40'],
    ['Notes.999999', 'Notes.800'],
    ['Notes.wide.90px', 'Notes'],
    ['Nonsense,Notes,,__proto__', 'Notes'],
  ])('%j is read as %j', (text, columns) => expect(formatLayout(read(text))).toBe(columns))

  test.each(['', ',', 'Nonsense', '.pin', 'Notes-', '%'])('%j has none', (text) =>
    expect(parseLayout(text)).toBeNull(),
  )

  test('names what it cannot read', () => {
    expect(findUnknownColumns('Notes,Nonsense,Type.9.pin,toString')).toEqual([
      'Nonsense',
      'toString',
    ])
  })

  test('comes back as it went, and nothing throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const layout = read(text)
        expect(parseLayout(formatLayout(layout))).toEqual(layout)
        expect(layout.columnOrder.toSorted()).toEqual(FIELDS.toSorted())
      }),
    )
    const piece = fc.constantFrom('Notes', 'type', '.', ',', 'pin', '12', '٣', ' ', '\u0000', '%')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const layout = parseLayout(pieces.join(''))
        if (layout !== null) expect(parseLayout(formatLayout(layout))).toEqual(layout)
      }),
    )
  })
})

describe('a layout', () => {
  test('shows a column where it belongs', () => {
    const before = read('StartTime,TalkTimeInSeconds,Notes')
    const columnVisibility = { ...before.columnVisibility, ClientName: true }
    expect(shownFields({ ...before, columnVisibility })).toEqual([
      'StartTime',
      'ClientName',
      'TalkTimeInSeconds',
      'Notes',
    ])
  })

  test('without a column is none', () => {
    const { columnOrder } = STANDARD_LAYOUT
    const columnVisibility = Object.fromEntries(columnOrder.map((field) => [field, false]))
    expect(parseLayout(formatLayout({ ...STANDARD_LAYOUT, columnVisibility }))).toBeNull()
  })

  test.each([
    ['Notes', 'Type', 'StartTime.pin,Notes,Type,CallerName'],
    ['Notes', 'StartTime', 'StartTime.pin,Notes,Type,CallerName'],
    ['StartTime', 'Notes', 'StartTime.pin,Type,CallerName,Notes'],
    ['Type', 'CallerName', 'StartTime.pin,CallerName,Type,Notes'],
    ['Type', 'Nonsense', 'StartTime.pin,Type,CallerName,Notes'],
  ])('lets %s go to where %s is, not over the edge of the pinned ones', (field, goal, text) => {
    const layout = read('StartTime.pin,Type,CallerName,Notes')
    const columnOrder = moveField(layout.columnOrder, field, goal)
    expect(settle({ ...layout, columnOrder })).toBe(text)
  })

  test('pins a column behind those that are pinned, and lets it go in front of the others', () => {
    const layout = read('Type.pin,StartTime,CallerName,Notes')
    const pinned = read(settle({ ...layout, columnPinning: { start: ['Type', 'Notes'], end: [] } }))
    expect(formatLayout(pinned)).toBe('Type.pin,Notes.pin,StartTime,CallerName')
    expect(settle({ ...pinned, columnPinning: { start: ['Notes'], end: [] } })).toBe(
      'Notes.pin,Type,StartTime,CallerName',
    )
  })

  test.each([
    [333.4, 'Notes.333'],
    [-5, 'Notes.40'],
    [1e9, 'Notes.800'],
  ])('takes a width of %d as %s', (width, text) => {
    expect(settle({ ...read('Notes'), widths: { Notes: width } })).toBe(text)
  })
})
