import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export type Child = {
  /** What the child says next, after it has been sent `question`. */
  ask<T extends z.ZodType>(question: string, schema: T): Promise<z.output<T>>
  stop(): Promise<void>
}

/** Starts a bundle beside this one and resolves with the first thing that it says. */
export async function startChild<T extends z.ZodType>(
  name: string,
  args: string[],
  schema: T,
): Promise<{ child: Child; ready: z.output<T> }> {
  const process = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), args)
  const exited = once(process, 'exit')
  const ended = exited.then(([code]): never => {
    throw new Error(`${name} ended with ${String(code)}.`)
  })
  // Its end is only an error for who waits for a word.
  ended.catch(() => undefined)

  async function said<S extends z.ZodType>(wanted: S): Promise<z.output<S>> {
    const [message] = await Promise.race([once(process, 'message'), ended])
    return wanted.parse(message)
  }

  const ready = await said(schema)
  return {
    ready,
    child: {
      ask(question, wanted) {
        const answer = said(wanted)
        process.send(question)
        return answer
      },
      async stop() {
        process.kill()
        await exited
      },
    },
  }
}
