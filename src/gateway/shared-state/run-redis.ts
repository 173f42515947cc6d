// A real Redis or Valkey for the tests, on a free port of this machine.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, constants, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const PROGRAMS = ['redis-server', 'valkey-server']
const INSTALL_LIMIT_MS = 120_000

/** The server's program; installed where that is possible, and undefined where it is not. */
export async function findRedisServer(): Promise<string | undefined> {
  const found = await findOnPath()
  if (found !== undefined || !(await canInstall())) return found
  await installRedis()
  return findOnPath()
}

async function findOnPath(): Promise<string | undefined> {
  const directories = (process.env.PATH ?? '').split(path.delimiter)
  const files = PROGRAMS.flatMap((name) => directories.map((each) => path.join(each, name)))
  for (const file of files) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}

async function canInstall(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)
}

/** A package that cannot be had leaves the tests without a server, which they then say. */
async function installRedis(): Promise<void> {
  const options = {
    timeout: INSTALL_LIMIT_MS,
    // The run level of a rescue system, in which a package starts no service.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }
  const aptGet = (...args: string[]) =>
    promisify(execFile)('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=60', ...args], options)
  try {
    await aptGet('update')
    await aptGet('install', '-y', '--no-install-recommends', 'redis-server')
  } catch {
    // The caller looks for the program again.
  }
}

export type RunningRedis = {
  url: string
  /** Stops answering without closing anything, until it is resumed. */
  pause: () => void
  resume: () => void
  stop: () => Promise<void>
}

/** Keeps nothing on the disk. */
export async function runRedis(program: string, port?: number): Promise<RunningRedis> {
  const chosen = port ?? (await freePort())
  const directory = await mkdtemp(path.join(tmpdir(), 'call-review-redis-'))
  const child = spawn(
    program,
    ['--port', `${chosen}`, '--bind', '127.0.0.1', '--save', '', '--dir', directory],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const exited = once(child, 'exit')
  await untilReady(child)
  return {
    url: `redis://127.0.0.1:${chosen}`,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGKILL')
      await exited
      await rm(directory, { recursive: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

async function untilReady({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('The server has no output')
  for await (const line of createInterface(stdout)) {
    if (line.includes('eady to accept connections')) {
      stdout.resume()
      return
    }
  }
  throw new Error('The server ended before it was ready')
}
