import { expect, test } from 'vitest'
import { toCallSummary } from './map-call.ts'
import { parseCallRow, parseJson, parseListAnswer } from './wire.ts'

const ids = (answer: unknown) => parseListAnswer(answer).rows.map(({ Id }) => Id)

test('the sample of the HostedSuite list document is one call', () => {
  const sample =
    '{"Items":[{"Id":"String","ClientId":"String","ClientName":"String","CenterId":"String","StartTime":"String","CallerName":"String","CallerNumber":"String","TransferToName":"String","TransferToNumber":"String","Notes":"String","DurationInSeconds":0,"RingTimeInSeconds":0,"HoldTimeInSeconds":0,"HoldCount":0,"AnsweredBy":"String","Server":"String","TalkTimeInSeconds":0,"TransferTimeInSeconds":0,"ScreenPop":"String","Flagged":false,"FlagNotes":"String","Type":"String","WorkTimeInSeconds":0}],"Page":0,"TotalCount":0,"TotalPages":0}'
  const { rows, unreadable, total } = parseListAnswer(parseJson(sample))
  expect(rows[0]).toMatchObject({ Id: 'String', DurationInSeconds: 0, Flagged: false })
  expect(rows[0]).toMatchObject({ Interactions: [], CompletedFormIds: [] })
  expect({ unreadable, total }).toEqual({ unreadable: 0, total: undefined })
})

test('members are found in any letter case', () => {
  const answer = {
    items: [{ id: 'a', TALKTIMEINSECONDS: 5, completedFormIds: ['f'] }],
    totalCount: 1,
  }
  const { rows, total } = parseListAnswer(answer)
  expect(rows[0]).toMatchObject({ Id: 'a', TalkTimeInSeconds: 5, CompletedFormIds: ['f'] })
  expect(total).toBe(1)
})

test('null, an empty text and another kind of value are absent, never 0 or false (W-03, W-05)', () => {
  const row = parseCallRow({
    Id: 'a',
    ClientName: null,
    CallerName: '',
    Notes: {},
    HoldCount: null,
    DurationInSeconds: -1,
    TalkTimeInSeconds: 'NaN',
    RingTimeInSeconds: [],
    WorkTimeInSeconds: Infinity,
    Flagged: 'perhaps',
    Interactions: null,
    CompletedFormIds: 'f',
  })
  expect(JSON.parse(JSON.stringify(row))).toEqual({
    Id: 'a',
    Interactions: [],
    CompletedFormIds: [],
  })
})

test('numbers are read from text and text from numbers', () => {
  expect(
    parseCallRow({ Id: 12, DurationInSeconds: '12.5', TalkTimeInSeconds: '7', Flagged: 'True' }),
  ).toMatchObject({ Id: '12', DurationInSeconds: 12.5, TalkTimeInSeconds: 7, Flagged: true })
})

test('a bad row is counted, the others stay; a repeated call appears once', () => {
  const answer = { Items: [{ Id: 'a' }, null, 'text', { Id: '' }, { Id: 'a' }, { Id: 'b' }] }
  expect(ids(answer)).toEqual(['a', 'b'])
  expect(parseListAnswer(answer).unreadable).toBe(3)
})

test('a bare array, null for the list and no content at all are lists', () => {
  expect(ids([{ Id: 'a' }])).toEqual(['a'])
  expect(ids({ Items: null, TotalCount: 0 })).toEqual([])
  expect(ids(undefined)).toEqual([])
  expect(ids(null)).toEqual([])
})

test.each([{}, { Id: 'a' }, 'text', 7, { Items: 'text' }])('%o is no list', (answer) => {
  expect(() => parseListAnswer(answer)).toThrow('bad-response')
})

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ Id: String(at) }))

test('more rows than anybody asked for are read, but not without end', () => {
  expect(ids(rows(1000))).toHaveLength(1000)
  expect(() => ids(rows(1001))).toThrow('too-large')
})

test.each([
  [undefined, undefined],
  [-1, undefined],
  [0, undefined],
  ['51', 51],
  [51.5, undefined],
  [1e15, undefined],
  [51, 51],
])('a TotalCount of %s beside a row is a total of %s', (count, total) => {
  expect(parseListAnswer({ Items: [{ Id: 'a' }], TotalCount: count }).total).toBe(total)
})

test('a total of 0 without rows is known', () => {
  expect(parseListAnswer({ Items: [], TotalCount: 0 }).total).toBe(0)
})

test('bare NaN and Infinity become null, the same words in a text stay', () => {
  expect(parseJson('{"a":NaN,"b":[-Infinity, 1],"c":"NaN, \\"Infinity","d":"x:NaN,"}')).toEqual({
    a: null,
    b: [null, 1],
    c: 'NaN, "Infinity',
    d: 'x:NaN,',
  })
  expect(() => parseJson('{"a":NaN')).toThrow(SyntaxError)
})

test('keys of prototypes and lone surrogates do no harm', () => {
  const row = parseCallRow(parseJson('{"Id":"a","__proto__":{"Id":"b"},"Notes":"\\ud800"}'))
  expect(row).toMatchObject({ Id: 'a', Notes: '\ufffd' })
})

test.each([
  ['Incoming', 'incoming'],
  ['INBOUND', 'incoming'],
  ['In', 'incoming'],
  [' outgoing ', 'outgoing'],
  ['Outbound', 'outgoing'],
  ['out', 'outgoing'],
  ['Transfer', undefined],
  ['Sideways', undefined],
  [undefined, undefined],
])('a call of type %s has the direction %s, and keeps its word', (Type, direction) => {
  const row = parseCallRow({ Id: 'a', Type })
  expect(row && toCallSummary(row, 'UTC')).toMatchObject({ type: Type, direction })
})

test('a text of 200,000 quotes that never ends holds nobody up', () => {
  const startedAt = performance.now()
  expect(() => parseJson(`{"a":"${'\\"'.repeat(200_000)}`)).toThrow(SyntaxError)
  expect(performance.now() - startedAt).toBeLessThan(5000)
})
