import { expect, test } from 'vitest'
import { makeCall } from './examples.ts'
import { splitTime } from './time-split.ts'

test('the parts keep their order, and empty ones are left out', () => {
  const call = makeCall({ talkSeconds: 70, ringSeconds: 5, workSeconds: 20, durationSeconds: 95 })
  expect(splitTime({ ...call, holdSeconds: 0 })).toEqual([
    { kind: 'ring', seconds: 5 },
    { kind: 'talk', seconds: 70 },
    { kind: 'work', seconds: 20 },
  ])
})

test('what the parts do not explain is a part of its own', () => {
  const call = makeCall({ ringSeconds: 5, holdSeconds: 20, talkSeconds: 70, durationSeconds: 100 })
  expect(splitTime(call).at(-1)).toEqual({ kind: 'other', seconds: 5 })
})

test('overlapping seconds, more than the duration, are no remainder', () => {
  const kinds = splitTime(makeCall({ talkSeconds: 70, durationSeconds: 60 })).map(
    ({ kind }) => kind,
  )
  expect(kinds).not.toContain('other')
})

test('a call without times has no parts', () => {
  expect(splitTime({})).toEqual([])
})
