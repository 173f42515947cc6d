import { createRandom } from '../store/random.ts'
import type { Random } from '../store/random.ts'
import { SAMPLE_RATE, toWav } from './wav.ts'

/** Two voices that take turns, a caller's and an agent's; each syllable is a buzz shaped into a vowel. */
const VOICES = { agent: 205, caller: 118 } as const

/** The two lowest resonances of five vowels, in hertz. */
const VOWELS = [
  [730, 1090],
  [530, 1840],
  [390, 1990],
  [570, 840],
  [440, 1020],
] as const

const RESONANCE_WIDTH_HZ = 90
const LOUDEST = 0.7

type Recording = { name: string; seed: number; turns: number }

/** Between four and nine seconds each. */
const RECORDINGS: readonly Recording[] = [
  { name: 'short-question', seed: 11, turns: 3 },
  { name: 'message', seed: 23, turns: 4 },
  { name: 'appointment', seed: 37, turns: 5 },
  { name: 'transfer', seed: 41, turns: 4 },
]

/** File names without their ending. */
export const RECORDING_NAMES = RECORDINGS.map(({ name }) => name)

const made = new Map<string, Buffer>()

/** The WAV file, the same bytes every time; made when it is first asked for. Undefined for another name. */
export function recordingNamed(name: string): Buffer | undefined {
  const recording = RECORDINGS.find((each) => each.name === name)
  if (recording === undefined) return undefined
  const wav = made.get(name) ?? toWav(synthesise(recording))
  made.set(name, wav)
  return wav
}

/** Samples from -1 to 1. */
function synthesise({ seed, turns }: Recording): number[] {
  const random = createRandom(seed)
  const samples: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    addSentence(samples, turn % 2 === 0 ? VOICES.agent : VOICES.caller, random)
    addSilence(samples, 0.35)
  }
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return samples.map((sample) => (sample / peak) * LOUDEST)
}

function addSentence(samples: number[], pitchHz: number, random: Random): void {
  const syllables = random.int(5, 8)
  for (let index = 0; index < syllables; index += 1) {
    // A voice falls towards the end of what it says.
    const fall = 1.08 - 0.16 * (index / syllables)
    addSyllable(samples, pitchHz * fall * (0.97 + 0.06 * random.fraction()), random)
    addSilence(samples, random.chance(0.25) ? 0.09 : 0.03)
  }
}

function addSyllable(samples: number[], pitchHz: number, random: Random): void {
  const length = Math.round((0.12 + 0.1 * random.fraction()) * SAMPLE_RATE)
  const [low, high] = random.pick(VOWELS)
  const resonateLow = createResonator(low)
  const resonateHigh = createResonator(high)
  for (let index = 0; index < length; index += 1) {
    const buzz = 1 - 2 * (((index * pitchHz) / SAMPLE_RATE) % 1)
    const envelope = Math.sqrt(Math.sin((Math.PI * index) / length))
    samples.push(envelope * (resonateLow(buzz) + resonateHigh(buzz)))
  }
}

function addSilence(samples: number[], seconds: number): void {
  for (let left = Math.round(seconds * SAMPLE_RATE); left > 0; left -= 1) samples.push(0)
}

/** A filter of second order that lets one frequency ring. */
function createResonator(frequencyHz: number) {
  const radius = Math.exp((-Math.PI * RESONANCE_WIDTH_HZ) / SAMPLE_RATE)
  const feedback = 2 * radius * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE)
  let last = 0
  let beforeLast = 0
  return (input: number): number => {
    const output = (1 - radius) * input + feedback * last - radius ** 2 * beforeLast
    beforeLast = last
    last = output
    return output
  }
}
