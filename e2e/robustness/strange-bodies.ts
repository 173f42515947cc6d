// Bodies: what the routes take, with a slip in it now and then, and what they must not take.
import fc from 'fast-check'
import { mostly } from './mostly.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, -1, 1e308, '', [], {}),
)
const orAnything = <T>(usual: fc.Arbitrary<T>) => mostly(9, usual, anything)

const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const SORT_FIELDS = [
  'StartTime',
  'Notes',
  'TalkTimeInSeconds',
  'Id',
  'Flagged',
  '__proto__',
  'Notes; drop',
]

export const query = fc.record(
  {
    range: orAnything(fc.constantFrom('today', 'last7d', 'thismonth', 'lastweek')),
    from: mostly(8, day, fc.constantFrom('2026-02-30', '0001-01-01', '9999-12-31T23:59')),
    to: orAnything(day),
    timeZone: mostly(8, fc.constantFrom('UTC', 'Asia/Kolkata'), text),
    clientId: mostly(7, fc.constantFrom('1', '7', '<script>', '\u202etxt'), text),
    centerId: orAnything(text),
    direction: orAnything(fc.constantFrom('incoming', 'outgoing')),
    id: orAnything(text),
    minTalkSeconds: orAnything(fc.nat(600)),
    maxTalkSeconds: orAnything(fc.double({ noNaN: true, min: 0, max: 3000 })),
    sort: orAnything(
      fc.record({ field: fc.constantFrom(...SORT_FIELDS), descending: fc.boolean() }),
    ),
    page: mostly(8, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, -1, 1e6, 1e9, 1.5, 'abc')),
    size: mostly(9, fc.constantFrom(25, 50, 100, 200), fc.constantFrom(0, 1, 100_000)),
  },
  { requiredKeys: ['sort', 'page', 'size'] },
)

export const credentials = fc.oneof(
  fc.constant({ customerName: 'demo', userName: 'supervisor', password: 'supervisor' }),
  // Never wrong for somebody who exists: that one would be locked out.
  fc.record({
    customerName: orAnything(text),
    userName: fc.string({ maxLength: 130 }).map((name) => `stranger ${name}`),
    password: orAnything(fc.string({ unit: 'binary', maxLength: 300 })),
  }),
)

export const note = fc.record({
  opId: mostly(9, fc.uuid(), text),
  base: orAnything(fc.oneof(fc.constant(''), text)),
  text: orAnything(fc.oneof(text, fc.string({ unit: 'grapheme', maxLength: 2000 }))),
})

export const spoiltBody = fc.oneof(
  fc.json().map((json) => Buffer.from(json)),
  fc.json().map((json) => Buffer.from(json.slice(0, -1))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('\ufeff{}'),
    Buffer.from('{"page":1}', 'utf16le'),
    Buffer.from('{"page":1,"page":2}'),
    Buffer.from('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
    Buffer.from('['.repeat(30_000)),
    Buffer.from('{"a":'.repeat(20_000)),
    Buffer.from(`{"text":"${'x'.repeat(128 * 1024)}"}`),
    Buffer.from('{"page":1e400,"size":9007199254740993}'),
    Buffer.from(String.raw`{"clientId":"\ud800"}`),
  ),
)
