import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinNotes, mergeNotes } from './merge-notes.ts'

describe('notes merge by themselves where both only added lines', () => {
  test.each([
    ['at the end, theirs first', 'Base', 'Base\nTheirs', 'Base\nYours', 'Base\nTheirs\nYours'],
    [
      'in different places',
      'One\nTwo',
      'Zero\nOne\nTwo',
      'One\nTwo\nThree',
      'Zero\nOne\nTwo\nThree',
    ],
    ['to an empty note', '', 'Theirs', 'Yours', 'Theirs\nYours'],
    [
      'and one of them ended the last line',
      'Base\n',
      'Base\nTheirs',
      'Base\nYours\n',
      'Base\nTheirs\nYours\n',
    ],
    ['and the same ones', 'Base', 'Base\nSame', 'Base\nSame', 'Base\nSame'],
    ['and yours go on from theirs', 'Base', 'Base\nSent', 'Base\nSent\nMore', 'Base\nSent\nMore'],
    [
      'and line ends differ',
      'One\r\nTwo',
      'One\nTwo\nTheirs',
      'One\r\nTwo\r\nYours',
      'One\nTwo\nTheirs\nYours',
    ],
  ])('%s', (_name, base, theirs, yours, merged) => {
    expect(mergeNotes(base, theirs, yours)).toBe(merged)
  })
})

describe('only one of the two is a change where', () => {
  test('they touched nothing but line ends', () => {
    expect(mergeNotes('One\r\nTwo', 'One\nTwo', 'Mine')).toBe('Mine')
  })

  test('you went back to what it was', () => {
    expect(mergeNotes('One', 'Theirs', 'One')).toBe('Theirs')
  })

  test('both wrote the same', () => {
    expect(mergeNotes('One', 'Two', 'Two')).toBe('Two')
  })
})

describe('a person decides where', () => {
  test.each([
    ['a line was rewritten', 'One\nTwo', 'One\nTwo!', 'One\nTwo\nThree'],
    ['a line was removed', 'One\nTwo', 'One', 'One\nTwo\nThree'],
    ['the note was cleared', 'One', '', 'One\nTwo'],
    ['a space was added to a line', 'One', 'One ', 'One\nTwo'],
    ['lines changed places', 'One\nTwo', 'Two\nOne', 'One\nTwo\nThree'],
  ])('%s', (_name, base, theirs, yours) => {
    expect(mergeNotes(base, theirs, yours)).toBeUndefined()
    expect(mergeNotes(base, yours, theirs)).toBeUndefined()
  })

  test('there are more lines than can be compared while somebody waits', () => {
    const blank = '\n'.repeat(60_000)
    expect(mergeNotes(blank, `${blank}Theirs`, `${blank}Yours`)).toBeUndefined()
    expect(joinNotes(`${blank}Theirs`, `${blank}Yours`)).toContain('Yours')
  })
})

// Few different lines, so that equal ones meet often.
const line = fc.constantFrom('', 'a', 'b', 'Called back', '  indented', '__proto__')
const lines = fc.array(line, { maxLength: 8 })
const end = fc.constantFrom('\n', '\r\n', '\r')

/** The lines of a note with others put in anywhere. */
const withAdded = (base: string[]) =>
  fc
    .array(fc.record({ at: fc.nat(base.length), text: line }), { maxLength: 4 })
    .map((additions) =>
      additions
        .toSorted((one, other) => other.at - one.at)
        .reduce((made, { at, text }) => made.toSpliced(at, 0, text), base),
    )

/** What two people made of one note. */
const twoChanges = lines.chain((base) =>
  fc.record({ base: fc.constant(base), theirs: withAdded(base), yours: withAdded(base) }),
)

const noteOf = (made: string[], lineEnd = '\n') => made.map((text) => text + lineEnd).join('')
const linesOf = (note = '') => note.split('\n').slice(0, -1)

/** Whether all of `part` is in `whole`, in its order. */
function isIn(part: string[], whole: string[]): boolean {
  let at = -1
  return part.every((wanted) => {
    at = whole.indexOf(wanted, at + 1)
    return at >= 0
  })
}

describe('whatever was added', () => {
  test('all lines of both are in the result, in the order of each', () => {
    fc.assert(
      fc.property(twoChanges, end, end, ({ base, theirs, yours }, theirEnd, yourEnd) => {
        const merged = linesOf(
          mergeNotes(noteOf(base), noteOf(theirs, theirEnd), noteOf(yours, yourEnd)),
        )
        expect(isIn(theirs, merged)).toBe(true)
        expect(isIn(yours, merged)).toBe(true)
        expect(merged.length).toBeLessThanOrEqual(theirs.length + yours.length - base.length)
      }),
    )
  })

  test('the same change on both sides is made once', () => {
    fc.assert(
      fc.property(twoChanges, end, ({ base, theirs }, yourEnd) => {
        expect(mergeNotes(noteOf(base), noteOf(theirs), noteOf(theirs, yourEnd))).toBe(
          noteOf(theirs),
        )
      }),
    )
  })

  test('a save that has arrived unnoticed adds nothing when it is repeated', () => {
    fc.assert(
      fc.property(twoChanges, ({ base, theirs, yours }) => {
        const stored = mergeNotes(noteOf(base), noteOf(theirs), noteOf(yours)) ?? ''
        expect(mergeNotes(noteOf(base), stored, noteOf(yours))).toBe(stored)
      }),
    )
  })
})

test('what a person has to put together starts with all of both', () => {
  expect(joinNotes('One\nTheirs\nEnd', 'One\nYours\nEnd')).toBe('One\nTheirs\nYours\nEnd')
  fc.assert(
    fc.property(lines, lines, (theirs, yours) => {
      const joined = linesOf(joinNotes(noteOf(theirs), noteOf(yours)))
      expect(isIn(theirs, joined) && isIn(yours, joined)).toBe(true)
    }),
  )
})
