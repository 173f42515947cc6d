import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Server = { url: string; stop(): Promise<void> }

/** Starts a built server of the product, as it is shipped; resolves once it says that it is ready. */
export async function startServer(
  name: 'start' | 'sandbox',
  args: string[],
  env: Record<string, string> = {},
): Promise<Server> {
  const file = fileURLToPath(new URL(`../server/${name}.js`, import.meta.url))
  const server = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => server.kill())
  const exited = once(server, 'exit')
  for await (const line of createInterface({ input: server.stdout })) {
    const [, url] = /ready on (http:\S+)$/.exec(line) ?? []
    if (url === undefined) continue
    // Its log goes on, and somebody has to take it.
    server.stdout.resume()
    return {
      url,
      async stop() {
        server.kill()
        await exited
      },
    }
  }
  throw new Error(`${name} did not start.`)
}
