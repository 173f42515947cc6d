import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = path.dirname(import.meta.dirname)
// Importing a month of real calls takes a while on a slow machine; generated ones start in a
// second.
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000

export type ServerProcess = {
  /** What `ready` found in its words: an address, or nothing in particular. */
  readyWords: string[]
  /** Everything that it has printed so far. */
  output: () => string
  signal: (name: NodeJS.Signals) => void
  /** Its exit code once it has ended; null when it was killed. */
  ended: Promise<number | null>
  /** Asks it to end, as a service manager would, and kills it where it does not. */
  stop: () => Promise<number | null>
}

type Start = {
  command: string
  args: string[]
  /** All of its environment, besides what finding programs needs: none of ours reaches it. */
  env?: Record<string, string>
  /** Each has to be found in what it prints; the first group of each is kept. */
  ready: RegExp[]
}

/** Starts a server in the checkout and waits until it says that it is ready. It never outlives this process. */
export async function startProcess({
  command,
  args,
  env = {},
  ready,
}: Start): Promise<ServerProcess> {
  const { PATH, SystemRoot } = process.env
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, SystemRoot, ...env },
  })
  const closed = once(child, 'close')
  let output = ''
  // A worker that is ended in the middle of a test runs no teardown.
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const ended = closed.then(() => {
    process.removeListener('exit', endWithUs)
    return child.exitCode
  })

  const stop = async () => {
    child.kill('SIGTERM')
    const late = sleep(STOP_LIMIT_MS, 'late' as const, { ref: false })
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
    return ended
  }

  const isReady = new Promise<string[]>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const found = ready.map((pattern) => pattern.exec(output))
        if (found.every((match) => match !== null)) resolve(found.map((match) => match[1] ?? ''))
      })
    }
  })
  const readyWords = await Promise.race([
    isReady,
    ended.then(() => undefined),
    sleep(START_LIMIT_MS, undefined, { ref: false }),
  ])
  if (readyWords === undefined) {
    await stop()
    throw new Error(`${command} ${args[0] ?? ''} did not get ready. It printed:\n${output}`)
  }
  return {
    readyWords,
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    stop,
  }
}
