import { expect, test } from 'vitest'
import { makeCall } from '../../../contract/examples.ts'
import { chooseSplitScale } from './split-scale.ts'

const callOf = (talkSeconds: number) =>
  makeCall({
    talkSeconds,
    durationSeconds: talkSeconds,
    ringSeconds: 0,
    holdSeconds: 0,
  })

test('rows share the scale of the longest call', () => {
  expect(chooseSplitScale([callOf(100), callOf(200), callOf(300)])).toBe(300)
})

test('a call left open overnight does not shrink the others to dots', () => {
  expect(chooseSplitScale([callOf(100), callOf(120), callOf(61_000)])).toBe(480)
})

test('a page of short calls, or of none, has a scale', () => {
  expect(chooseSplitScale([callOf(3)])).toBe(60)
  expect(chooseSplitScale([])).toBe(60)
})
