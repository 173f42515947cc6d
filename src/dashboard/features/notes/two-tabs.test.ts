import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeDraftKey } from './journal/journal-test-world.ts'
import { readEnvelope, unseal } from './journal/seal.ts'
import { shownText } from './note-state.ts'
import { makeBrowser } from './notes-test-world.ts'

const RUNS = Number(import.meta.env.VITE_TWO_TABS_RUNS ?? 40)
const COMMANDS = 40
const CALL = 'c1'
/** What was typed so shortly before a crash may be gone. */
const LOSABLE_MS = 1000
const LONGEST_SAVING_MS = 30_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function readSealed([name, text]: [string, string]): string {
  const envelope = readEnvelope(text)
  return envelope === undefined
    ? ''
    : JSON.stringify(unseal(makeDraftKey('supervisor'), name, envelope))
}

/** Two people’s worth of tabs on one call, and what must be true of them whatever they do. */
class World {
  readonly browser = makeBrowser()
  readonly tabs = [this.openTab(), this.openTab()]
  /** Every piece that was typed, while nobody has given it up. */
  readonly pieces = new Map<string, number>()
  #typed = 0

  openTab() {
    const { keeper, crash } = this.browser.openTab()
    const seen = this.browser.host.read(CALL)
    keeper.open(CALL, seen)
    const saving: { since: number | undefined } = { since: undefined }
    keeper.subscribe(() => {
      const isSaving = keeper.read(CALL).step === 'sending'
      saving.since = isSaving ? (saving.since ?? Date.now()) : undefined
    })
    return { keeper, crash, seen, saving }
  }

  /** What HostedSuite holds as far as this tab knows. */
  stored(at: number) {
    const tab = this.tab(at)
    const { theirs, savedAt, draft } = tab.keeper.read(CALL)
    if (theirs !== undefined) tab.seen = theirs
    else if (savedAt !== undefined && draft === undefined) tab.seen = this.browser.host.read(CALL)
    return tab.seen
  }

  tab(at: number) {
    const tab = this.tabs[at]
    if (tab === undefined) throw new Error(`There is no tab ${at}.`)
    return tab
  }

  text(at: number) {
    return shownText(this.tab(at).keeper.read(CALL), this.stored(at))
  }

  type(at: number) {
    this.#typed += 1
    const piece = `<${this.#typed}>`
    this.tab(at).keeper.type(CALL, this.text(at) + piece, this.stored(at))
    this.pieces.set(piece, Date.now())
  }

  async crash(at: number) {
    this.tab(at).crash()
    for (const [piece, typedAt] of this.pieces)
      if (Date.now() - typedAt < LOSABLE_MS) this.giveUp(piece)
    this.tabs[at] = this.openTab()
    await pass(50)
  }

  useTheirs(at: number) {
    const { keeper } = this.tab(at)
    const { step, draft } = keeper.read(CALL)
    if (step !== 'conflict' || draft === undefined) return
    for (const piece of this.pieces.keys()) if (draft.text.includes(piece)) this.giveUp(piece)
    keeper.takeTheirs(CALL)
  }

  giveUp(piece: string) {
    this.pieces.delete(piece)
  }

  expectNothingLost() {
    const { store, versionStore, host } = this.browser
    const places = [
      ...host.history,
      ...[...store.texts, ...versionStore.texts].map(readSealed),
      ...this.tabs.flatMap(({ keeper }) => {
        const { draft, undo } = keeper.read(CALL)
        return [draft?.text, draft?.op?.text, draft?.op?.undoTo, undo?.to]
      }),
    ]
    for (const piece of this.pieces.keys())
      expect(
        places.some((text) => text?.includes(piece)),
        `${piece} is somewhere`,
      ).toBe(true)
  }

  expectNothingStuck() {
    for (const { saving } of this.tabs)
      expect(Date.now() - (saving.since ?? Date.now())).toBeLessThan(LONGEST_SAVING_MS)
  }
}

type Command = { [fc.toStringMethod]: () => string; run: (world: World) => unknown }

const command = (name: string, run: Command['run']): Command => ({
  [fc.toStringMethod]: () => name,
  run,
})

/** Something that is done in one of the tabs; `weight` tells how often. */
const inTab = (weight: number, name: string, run: (world: World, at: number) => unknown) => ({
  weight,
  arbitrary: fc
    .constantFrom(0, 1)
    .map((at) => command(`${name} in tab ${at}`, (world) => run(world, at))),
})

const COMMAND = fc.oneof(
  inTab(5, 'type', (world, at) => world.type(at)),
  inTab(4, 'save', (world, at) => void world.tab(at).keeper.save(CALL, world.stored(at))),
  inTab(3, 'keep mine', (world, at) => world.tab(at).keeper.replaceTheirs(CALL, world.text(at))),
  inTab(1, 'use theirs', (world, at) => world.useTheirs(at)),
  inTab(1, 'crash', (world, at) => world.crash(at)),
  inTab(1, 'clear', (world, at) => world.tab(at).keeper.clear(CALL, world.stored(at))),
  inTab(1, 'undo', (world, at) => world.tab(at).keeper.undo(CALL)),
  {
    weight: 1,
    arbitrary: fc.constant(
      command('somebody else writes', ({ browser: { host } }) =>
        host.write(CALL, `${host.read(CALL)}!`),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        mood: fc.constantFrom('well', 'down', 'mute', 'refusing'),
        answersAfterMs: fc.constantFrom(10, 3000, 20_000),
      })
      .map((state) =>
        command(`HostedSuite: ${JSON.stringify(state)}`, ({ browser: { host } }) =>
          Object.assign(host, state),
        ),
      ),
  },
  {
    weight: 5,
    arbitrary: fc.integer({ min: 1, max: 50_000 }).map((ms) =>
      command(`${ms} ms pass`, async (world) => {
        for (let left = ms; left > 0; left -= 1000) {
          await pass(Math.min(1000, left))
          world.expectNothingStuck()
        }
      }),
    ),
  },
)

test(`two tabs lose nothing and hang nowhere in ${RUNS} runs of ${COMMANDS} steps (R-25)`, async () => {
  const property = fc.asyncProperty(
    fc.array(COMMAND, { minLength: COMMANDS, maxLength: COMMANDS }),
    async (commands) => {
      const world = new World()
      for (const { run } of commands) {
        await run(world)
        await pass(0)
        world.expectNothingLost()
      }
      Object.assign(world.browser.host, { mood: 'well', answersAfterMs: 10 })
      await pass(150_000)
      for (const { keeper } of world.tabs)
        expect(['wanted', 'sending', 'waiting']).not.toContain(keeper.read(CALL).step)
      world.expectNothingLost()
    },
  )
  await fc.assert(property, { numRuns: RUNS })
}, 300_000)
