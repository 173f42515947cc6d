import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CallSummary } from '../../../contract/calls.ts'
import { makeCall } from '../../../contract/examples.ts'
import { formatMarkdown, formatTsv } from './copy-calls.ts'
import { STANDARD_COLUMNS } from './standard-columns.tsx'

const columnsOf = (...fields: string[]) =>
  STANDARD_COLUMNS.filter(({ field }) => fields.includes(field))

const copy = (call: Partial<CallSummary>, ...fields: string[]) =>
  formatTsv({ calls: [makeCall(call)], columns: columnsOf(...fields), zone: undefined }).replace(
    /^.*\n/,
    '',
  )

/** As spreadsheets read it: quotes hold a cell together, and one apostrophe before a formula makes it text. */
function parseTsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))([\t\n]|$)/g)]
  const table: string[][] = [[]]
  for (const [, quoted, plain = '', end] of cells) {
    const cell = quoted?.replaceAll('""', '"') ?? plain
    table.at(-1)?.push(cell.replace(/^'(?='*[=@+\-\t\r\n])/, ''))
    if (end === '\n') table.push([])
    if (end === '') break
  }
  return table
}

const text = fc.string({ unit: fc.constantFrom(...Array.from('ab=+-@\t\n\r"\'|\\<1 é')) })

describe('what is copied for a spreadsheet', () => {
  test('has a head, the columns in their order, and seconds as plain numbers', () => {
    const calls = [makeCall(), makeCall({ talkSeconds: 7.5, holdSeconds: undefined })]
    const columns = columnsOf('StartTime', 'ClientName', 'TalkTimeInSeconds', 'HoldTimeInSeconds')
    expect(formatTsv({ calls, columns, zone: undefined })).toBe(
      'Start\tClient\tTalk (s)\tHold (s)\n' +
        '2026-08-06 08:45:00\tHarbor Dental\t70\t20\n' +
        '2026-08-06 08:45:00\tHarbor Dental\t7.5\t',
    )
  })

  test('has the times of the zone that is shown, and says which', () => {
    const columns = columnsOf('StartTime')
    expect(formatTsv({ calls: [makeCall()], columns, zone: 'Asia/Tokyo' })).toBe(
      'Start (Asia/Tokyo)\n2026-08-06 21:45:00',
    )
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+1 555 0142', "'+1 555 0142"],
    ["'=1", "''=1"],
    ['+15555550142', '+15555550142'],
    ['-7', '-7'],
    ['a=b', 'a=b'],
    ['one\ttwo', '"one\ttwo"'],
    ['one\r\ntwo', '"one\r\ntwo"'],
    ['a "b"', '"a ""b"""'],
    ['\t=1', '"\'\t=1"'],
  ])('writes %j as %j', (notes, cell) => expect(copy({ notes }, 'Notes')).toBe(cell))

  test('can be read back, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (pairs) => {
        const calls = pairs.map(([clientName, notes]) => makeCall({ clientName, notes }))
        const columns = columnsOf('ClientName', 'Notes')
        expect(parseTsv(formatTsv({ calls, columns, zone: undefined })).slice(1)).toEqual(pairs)
      }),
    )
  })
})

describe('what is copied for people', () => {
  test('has times and durations as they are shown', () => {
    const calls = [makeCall({ startTime: { raw: 'last Tuesday' }, notes: 'a|b\n<i>*c*</i>' })]
    const columns = columnsOf('StartTime', 'TalkTimeInSeconds', 'Notes')
    expect(formatMarkdown({ calls, columns, zone: undefined })).toBe(
      '| Start | Talk | Notes |\n| --- | ---: | --- |\n' +
        String.raw`| last Tuesday | 1:10 | a\|b<br>\<i\>\*c\*\</i\> |`,
    )
  })

  test('is always as many lines as calls', () => {
    fc.assert(
      fc.property(text, (notes) => {
        const table = formatMarkdown({
          calls: [makeCall({ notes })],
          columns: columnsOf('Notes'),
          zone: undefined,
        })
        expect(table.split('\n')).toHaveLength(3)
        expect(table).not.toMatch(/\r|\t/)
      }),
    )
  })
})
