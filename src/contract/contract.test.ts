import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CallQuerySchema, CallSchema, RangeEndSchema } from './calls.ts'
import { makeCall } from './examples.ts'
import { MAX_NOTE_BYTES, NoteTextSchema } from './notes.ts'
import { CredentialsSchema } from './session.ts'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

test('the example call is a call', () => {
  expect(CallSchema.parse(makeCall())).toEqual(makeCall())
})

describe('one end of a range', () => {
  test.each(['2026-11-01', '2026-11-01T09:30', '2024-02-29', '1999-10-01T23:59'])(
    '%s is a day, or a minute of it',
    (end) => expect(accepts(RangeEndSchema, end)).toBe(true),
  )

  test.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-11-00',
    '0001-01-01',
    '9999-12-31',
    '2026-11-01T24:00',
    '2026-11-01T09:60',
    '2026-11-01 09:30',
    '1793523600000',
    '',
  ])('%j is not (F-01)', (end) => expect(accepts(RangeEndSchema, end)).toBe(false))
})

describe('a query', () => {
  const query = { sort: { field: 'StartTime', descending: true }, page: 1, size: 50 }

  test('needs an order, a page and a size, and nothing else', () => {
    expect(CallQuerySchema.parse(query)).toEqual(query)
  })

  test.each([
    { page: 0 },
    { page: 1.5 },
    { size: 33 },
    { minTalkSeconds: -1 },
    { maxTalkSeconds: Infinity },
    { maxTalkSeconds: NaN },
    { direction: 'Incoming' },
    { range: 'someday' },
    { clientId: '' },
    { sort: { field: 'Notes; drop', descending: true } },
  ])('never holds %j', (part) => {
    expect(accepts(CallQuerySchema, { ...query, ...part })).toBe(false)
  })
})

describe('a note', () => {
  test('may be as long as the limit in bytes, however many characters that is', () => {
    expect(accepts(NoteTextSchema, 'é'.repeat(MAX_NOTE_BYTES / 2))).toBe(true)
    expect(accepts(NoteTextSchema, `${'é'.repeat(MAX_NOTE_BYTES / 2)}.`)).toBe(false)
  })

  test('passes unchanged whatever is written in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const note = text.replaceAll('\0', '')
        expect(NoteTextSchema.parse(note)).toBe(note)
      }),
    )
  })

  test('never holds what would change on its way: a lone surrogate or a NUL', () => {
    expect(accepts(NoteTextSchema, 'half \ud83d')).toBe(false)
    expect(accepts(NoteTextSchema, 'a\0b')).toBe(false)
  })
})

describe('credentials', () => {
  const credentials = { customerName: 'demo', userName: 'ada', password: 'secret' }

  test('keep the password exactly as typed', () => {
    const password = '  \t pass\u00a0word '
    expect(CredentialsSchema.parse({ ...credentials, password }).password).toBe(password)
  })

  test('hold up to 256 units of password', () => {
    expect(accepts(CredentialsSchema, { ...credentials, password: '"'.repeat(256) })).toBe(true)
    expect(accepts(CredentialsSchema, { ...credentials, password: '"'.repeat(257) })).toBe(false)
  })

  test.each([
    { customerName: '' },
    { userName: '   ' },
    { userName: 'a\nb' },
    { password: '' },
    { password: null },
    { password: '\ud800' },
  ])('never hold %j', (part) => {
    expect(accepts(CredentialsSchema, { ...credentials, ...part })).toBe(false)
  })
})
