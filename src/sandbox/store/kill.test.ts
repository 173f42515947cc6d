import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 30)
const WRITERS = 8
const CALLS = 8
const C = { CustomerName: 'demo', UserName: 'supervisor', Password: 'supervisor' }

/** One update; without `acknowledgedAt` nobody knows whether it was done. Times of performance.now(). */
type Write = { text: string; startedAt: number; acknowledgedAt: number | undefined }

const PageSchema = z.object({
  Items: z.array(z.object({ Id: z.string(), Notes: z.string().optional() })),
})

/** Inside the project, because the bundles look for their packages from where they are. */
let folder: string
let sandbox: ChildProcess | undefined

beforeAll(async () => {
  const cache = path.resolve('node_modules/.cache')
  await mkdir(cache, { recursive: true })
  folder = await mkdtemp(path.join(cache, 'kill-'))
  await build({ build: { ssr: true, outDir: path.join(folder, 'server') }, logLevel: 'error' })
}, 120_000)

afterAll(async () => {
  sandbox?.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

async function start(): Promise<string> {
  const script = path.join(folder, 'server', 'sandbox.js')
  const args = ['--port', '0', '--data', path.join(folder, 'data'), '--generate', String(CALLS)]
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  sandbox = child
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Sandbox ready on (\S+)$/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error('The sandbox did not start.')
}

async function kill(): Promise<void> {
  if (sandbox === undefined) return
  const exited = once(sandbox, 'exit')
  sandbox.kill('SIGKILL')
  await exited
}

const post = (url: string, members: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...C, ...members }),
  })

async function readNotes(url: string): Promise<Map<string, string | undefined>> {
  const response = await post(`${url}/hostedsuite/api/calls`, { ItemsPerPage: 100 })
  const { Items } = PageSchema.parse(await response.json())
  return new Map(Items.map(({ Id, Notes }) => [Id, Notes]))
}

/** Writes one text after the other, each to any of the calls, until the sandbox is gone. */
async function write(url: string, name: string, histories: Map<string, Write[]>): Promise<void> {
  const ids = [...histories.keys()]
  for (let number = 0; ; number += 1) {
    const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
    const text = `${name}, ${number}`
    const entry: Write = { text, startedAt: performance.now(), acknowledgedAt: undefined }
    histories.get(id)?.push(entry)
    try {
      const response = await post(`${url}/hostedsuite/api/calls/update`, { Id: id, Notes: text })
      if (response.ok) entry.acknowledgedAt = performance.now()
    } catch {
      return
    }
  }
}

/** Those that must have been done after the write with this text, or at all if it is nobody's. */
function lostWrites(text: string | undefined, history: Write[]): Write[] {
  const found = history.find((each) => each.text === text)
  const acknowledged = history.filter((each) => each.acknowledgedAt !== undefined)
  if (found === undefined) return acknowledged
  // One that was never acknowledged may have been done at any moment up to the kill.
  const doneAt = found.acknowledgedAt ?? Number.POSITIVE_INFINITY
  return acknowledged.filter(({ startedAt }) => startedAt > doneAt)
}

test(
  `no acknowledged note is lost when the sandbox is killed, ${ROUNDS} times`,
  { timeout: 30_000 + ROUNDS * 10_000 },
  async () => {
    let url = await start()
    const notes = await readNotes(url)
    expect(notes.size).toBe(CALLS)
    // What the calls came with counts as acknowledged before anything else.
    const histories = new Map(
      [...notes].map(([id, text = '']) => [
        id,
        [{ text, startedAt: 0, acknowledgedAt: 0 }] as Write[],
      ]),
    )
    const lost: Write[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(url, `round ${round}, writer ${writer}`, histories),
      )
      await delay(50 + Math.random() * 750)
      await kill()
      await Promise.all(writers)
      url = await start()
      for (const [id, text = ''] of await readNotes(url)) {
        lost.push(...lostWrites(text, histories.get(id) ?? []))
      }
    }
    await kill()
    const acknowledged = [...histories.values()].flat().filter((each) => each.acknowledgedAt)
    process.stdout.write(
      `kill -9: ${ROUNDS} rounds, ${acknowledged.length} acknowledged writes, ${lost.length} lost\n`,
    )
    expect(lost).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(ROUNDS)
  },
)
