import type { Call } from '../store/call.ts'
import { createRandom } from '../store/random.ts'
import type { Random } from '../store/random.ts'
import { seedOf } from './seed.ts'
import {
  CLOSINGS,
  EXCHANGES,
  GREETINGS,
  OUTGOING_GREETINGS,
  REASONS,
} from './transcript-phrases.ts'

const SECONDS_PER_EXCHANGE = 15

/**
 * What was said, one line per turn as `Name: words`, with what happened to the call in brackets. Made up, the
 * same for the same call every time; Driv.ly has it as one text without times.
 */
export function writeTranscript(call: Call): string {
  const random = createRandom(seedOf(call.Id))
  const agent = call.AnsweredBy ?? 'Agent'
  const caller = call.CallerName ?? 'Caller'
  // Functions, since a dollar sign in a text to be put in would have a meaning.
  const fill = (words: string) =>
    words
      .replaceAll('{agent}', () => agent)
      .replaceAll('{client}', () => call.ClientName ?? 'the office')
  const agentSays = (words: string) => `${agent}: ${fill(words)}`
  const callerSays = (words: string) => `${caller}: ${fill(words)}`
  const toLines = ([first, second]: readonly [string, string]) => [
    agentSays(first),
    callerSays(second),
  ]

  const count = Math.round(call.TalkTimeInSeconds / SECONDS_PER_EXCHANGE)
  const exchanges = drawSome(EXCHANGES, count, random).map(toLines)
  return [
    agentSays(random.pick(call.Type === 'Outgoing' ? OUTGOING_GREETINGS : GREETINGS)),
    callerSays(random.pick(REASONS)),
    ...interleave(exchanges, eventsOf(call)),
    ...toLines(random.pick(CLOSINGS)),
  ].join('\n')
}

/** What interrupted the conversation: neither how it began nor how it ended. */
function eventsOf({ Interactions }: Call): string[] {
  return (Interactions ?? [])
    .filter(({ Type }) => !['Ring', 'Answered', 'Ended', 'Abandoned'].includes(Type ?? ''))
    .flatMap(({ Description }) => (Description ? `[${Description}]` : []))
}

/** The events at equal distances, in their order. */
function interleave(exchanges: string[][], events: string[]): string[] {
  const share = Math.ceil(exchanges.length / (events.length + 1))
  return [...events, undefined].flatMap((event, index) => [
    ...exchanges.slice(index * share, (index + 1) * share).flat(),
    ...(event === undefined ? [] : [event]),
  ])
}

/** At most `count` of them, in their own order. */
function drawSome<T>(choices: readonly T[], count: number, random: Random): T[] {
  const draws = choices.map((choice, index) => ({ choice, index, draw: random.fraction() }))
  return draws
    .toSorted((one, other) => one.draw - other.draw)
    .slice(0, count)
    .toSorted((one, other) => one.index - other.index)
    .map(({ choice }) => choice)
}
