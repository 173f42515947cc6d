import { DAY_SECONDS, formatWallClock, startOfDay } from '../wall-clock.ts'
import type { WallSeconds } from '../wall-clock.ts'
import type { Call, Interaction } from './call.ts'
import { createPeople } from './generated-people.ts'
import type { People } from './generated-people.ts'
import { FLAG_NOTES, NOTES, SCREEN_POPS } from './generated-texts.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export type GeneratedSpan = {
  count: number
  seed: number
  from: WallSeconds
  /** Inclusive: no call has begun, or has an interaction, after it. */
  until: WallSeconds
}

const HOUR_SECONDS = 3600
const HOUR_WEIGHTS = [
  1, 1, 1, 1, 1, 2, 5, 12, 26, 34, 36, 33, 28, 31, 34, 32, 28, 21, 13, 9, 6, 4, 3, 2,
] as const
/** From Sunday on. */
const DAY_WEIGHTS = [0.25, 1.2, 1.05, 1, 1, 0.95, 0.4] as const

/**
 * Exactly `count` calls in order of time, the same ones for the same span. The last two days of a span that
 * reaches back that far are never empty (one call: the last day), however young the last day is.
 */
export function* generateCalls({ count, seed, from, until }: GeneratedSpan): Generator<Call> {
  const people = createPeople(seed)
  // Another day's calls need other draws; the people stay the same.
  const random = createRandom((seed ^ Math.imul(from, 2_654_435_761)) | 0)
  const today = Math.max(startOfDay(until), from)
  const yesterday = Math.max(startOfDay(until) - DAY_SECONDS, from)
  const between = (start: WallSeconds, end: WallSeconds) => random.int(start, Math.max(start, end))
  let isYesterdayEmpty = yesterday < today

  let index = 0
  for (let start of sampleTimes(count, from, until, random)) {
    const left = count - index - 1
    if (left === 0) {
      if (start < today) start = between(today, until)
    } else if (isYesterdayEmpty && (start >= today || (left === 1 && start < yesterday))) {
      start = between(yesterday, today - 1)
    }
    if (start >= yesterday && start < today) isYesterdayEmpty = false
    yield makeUpCall(start, index, until, people, random)
    index += 1
  }
}

/** One time from each of `count` equal shares of the rhythm, so that any number follows it and is exact. */
function* sampleTimes(
  count: number,
  from: WallSeconds,
  until: WallSeconds,
  random: Random,
): Generator<WallSeconds> {
  const end = until + 1
  let total = 0
  for (let time = from; time < end; time = nextHour(time)) total += weightOf(time, end)

  let hour = from
  let passed = 0
  for (let index = 0; index < count; index += 1) {
    const goal = ((index + random.fraction()) / count) * total
    while (passed + weightOf(hour, end) < goal && nextHour(hour) < end) {
      passed += weightOf(hour, end)
      hour = nextHour(hour)
    }
    const within = Math.min(1, (goal - passed) / weightOf(hour, end))
    yield Math.min(until, Math.floor(hour + within * (Math.min(nextHour(hour), end) - hour)))
  }
}

const nextHour = (time: WallSeconds) => (Math.floor(time / HOUR_SECONDS) + 1) * HOUR_SECONDS

/** How much of the rhythm falls between `time` and the end of its hour, or `end`. */
function weightOf(time: WallSeconds, end: WallSeconds): number {
  const date = new Date(time * 1000)
  const perSecond = (HOUR_WEIGHTS[date.getUTCHours()] ?? 1) * (DAY_WEIGHTS[date.getUTCDay()] ?? 1)
  return perSecond * (Math.min(nextHour(time), end) - time)
}

type Course = {
  ring: number
  /** Talking before the first hold, between holds, and so on; empty when nobody answered. */
  talks: number[]
  holds: number[]
  transfer: number
  work: number
}

function makeUpCall(
  start: WallSeconds,
  index: number,
  until: WallSeconds,
  people: People,
  random: Random,
): Call {
  const client = random.pickSkewed(people.clients)
  const caller = random.pickSkewed(people.callers)
  const agent = random.pickSkewed(people.agents)
  const colleague = random.pick(people.colleagues)
  const isOutgoing = random.chance(0.12)
  const course = courseThatEnds(makeUpCourse(isOutgoing, random), until - start)

  const { ring, holds, transfer, work } = course
  const talk = sum(course.talks)
  const hold = sum(holds)
  const isAnswered = talk > 0
  const duration = ring + talk + hold + transfer + work
  const isTransferred = transfer > 0
  const fill = (text: string) =>
    text.replaceAll('{caller}', caller.name ?? 'Caller').replaceAll('{person}', colleague.name)
  const isFlagged = random.chance(0.02)

  return {
    Id: idOf(start, index, random),
    ClientId: client.id,
    ClientName: client.name,
    CenterId: client.centerId,
    StartTime: start,
    CallerName: caller.name,
    CallerNumber: caller.number,
    TransferToName: isTransferred ? colleague.name : null,
    TransferToNumber: isTransferred ? colleague.number : null,
    Notes: isAnswered && random.chance(0.165) ? fill(random.pick(NOTES)) : null,
    // Real systems have a little time that no part explains.
    DurationInSeconds: duration + (isAnswered && random.chance(0.03) ? random.int(1, 4) : 0),
    RingTimeInSeconds: ring,
    HoldTimeInSeconds: hold,
    HoldCount: holds.length,
    Interactions: interactionsOf(start, course, agent, colleague.name, isOutgoing),
    AnsweredBy: isAnswered || isOutgoing ? agent : null,
    Server: `${client.centerId.toLowerCase()}-sip-0${random.int(1, 3)}`,
    TalkTimeInSeconds: talk,
    TransferTimeInSeconds: transfer,
    ScreenPop: random.chance(0.3) ? random.pick(SCREEN_POPS) : null,
    CompletedFormIds:
      isAnswered && random.chance(0.18)
        ? Array.from({ length: random.int(1, 2) }, () => random.hex(24))
        : null,
    Flagged: isFlagged,
    FlagNotes: isFlagged ? random.pick(FLAG_NOTES) : null,
    Type: isOutgoing ? 'Outgoing' : 'Incoming',
    WorkTimeInSeconds: work,
  }
}

function makeUpCourse(isOutgoing: boolean, random: Random): Course {
  const ring = random.seconds(isOutgoing ? 12 : 7, 0.6)
  const isUnanswered = random.chance(isOutgoing ? 0.25 : 0.08)
  if (isUnanswered)
    return { ring: ring + random.seconds(14, 0.8), talks: [], holds: [], transfer: 0, work: 0 }

  // Short ones are greetings to a voice mailbox; the rest are conversations.
  const talk = random.chance(0.07) ? random.int(3, 12) : random.seconds(95, 0.85, 5)
  const work = random.chance(0.55) ? random.seconds(18, 0.9) : 0
  const holds = random.chance(0.17)
    ? Array.from({ length: random.chance(0.75) ? 1 : random.int(2, 4) }, () =>
        random.seconds(35, 0.9),
      )
    : []
  const parts = Math.min(holds.length + 1, talk)
  const talks = Array.from({ length: parts }, () => Math.floor(talk / parts))
  talks[0] = talk - sum(talks.slice(1))
  const transfer = random.chance(0.13) ? random.seconds(28, 0.7) : 0
  return { ring, talks, holds: holds.slice(0, parts - 1), transfer, work }
}

/** A call that would still be going on has been given up instead: only finished calls are recorded. */
function courseThatEnds(course: Course, secondsLeft: number): Course {
  const { ring, talks, holds, transfer, work } = course
  const slack = 4
  if (ring + sum(talks) + sum(holds) + transfer + work + slack <= secondsLeft) return course
  return { ring: Math.min(ring, secondsLeft), talks: [], holds: [], transfer: 0, work: 0 }
}

function interactionsOf(
  start: WallSeconds,
  { ring, talks, holds, transfer }: Course,
  agent: string,
  colleague: string,
  isOutgoing: boolean,
): Interaction[] {
  const steps: Interaction[] = []
  let time = start
  const add = (type: string, description: string) =>
    steps.push({ StartTime: formatWallClock(time), Type: type, Description: description })

  add('Ring', isOutgoing ? `Dialed by ${agent}` : 'Ringing')
  time += ring
  if (talks.length === 0) {
    add('Abandoned', isOutgoing ? 'No answer' : 'Caller hung up before an answer')
    return steps
  }
  add('Answered', isOutgoing ? 'Answered' : `Answered by ${agent}`)
  for (const [turn, talk] of talks.entries()) {
    time += talk
    const hold = holds[turn]
    if (hold === undefined) continue
    add('Hold', `Placed on hold by ${agent}`)
    time += hold
    add('Retrieved', `Retrieved by ${agent}`)
  }
  if (transfer > 0) {
    add('TransferAttempt', `Transfer to ${colleague}`)
    time += transfer
    add('TransferCompleted', `${colleague} took the call`)
  }
  add('Ended', transfer > 0 ? 'Agent left the call' : 'Call ended')
  return steps
}

/** 24 hexadecimal digits: time, chance, and a counter that keeps them apart. */
function idOf(start: WallSeconds, index: number, random: Random): string {
  const time = start.toString(16).padStart(8, '0').slice(-8)
  return `${time}${random.hex(10)}${(index % 0x1000000).toString(16).padStart(6, '0')}`
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
