import { expect, test } from 'vitest'
import { makeCall } from '../store/make-call.ts'
import { writeTranscript } from './transcript.ts'

const linesOf = (overrides: Parameters<typeof makeCall>[0]) =>
  writeTranscript(makeCall(overrides)).split('\n')

test('the same call always has the same transcript, and another call another one', () => {
  expect(linesOf({ Id: 'a' })).toEqual(linesOf({ Id: 'a' }))
  expect(linesOf({ Id: 'a' })).not.toEqual(linesOf({ Id: 'b' }))
})

test('agent and caller speak by name, and nothing is left to fill in', () => {
  const lines = linesOf({ TalkTimeInSeconds: 600 })
  expect(lines.every((line) => /^(Maya R\.|Ada Field): ./.test(line))).toBe(true)
  expect(lines.join()).not.toContain('{')
  expect(linesOf({ AnsweredBy: null, CallerName: null })[1]).toMatch(/^Caller: /)
})

test('a longer call says more', () => {
  expect(linesOf({ TalkTimeInSeconds: 5 })).toHaveLength(4)
  expect(linesOf({ TalkTimeInSeconds: 60 })).toHaveLength(12)
})

test('what interrupted the call stands between the words, in its order', () => {
  const Interactions = ['Ring', 'Answered', 'Hold', 'Retrieved', 'Ended'].map((Type) => ({
    StartTime: '2026-08-06 09:00:00',
    Type,
    Description: `${Type} happened`,
  }))
  const lines = linesOf({ TalkTimeInSeconds: 90, Interactions })
  const events = lines.filter((line) => line.startsWith('['))
  expect(events).toEqual(['[Hold happened]', '[Retrieved happened]'])
  expect(lines.indexOf('[Hold happened]')).toBeGreaterThan(2)
})
