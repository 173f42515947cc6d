import { spawn } from 'node:child_process'
import { access, constants, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'

export type Chromium = { executablePath: string; args: string[] }

const MINUTE_MS = 60_000
const PROBE_LIMIT_MS = 30_000

const isRoot = process.getuid?.() === 0

const FLAGS = [
  // Chromium refuses to run as root inside its own sandbox, and a container is mostly root.
  ...(isRoot ? ['--no-sandbox'] : []),
  // On a closed network each of these waits for hosts that never answer.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * A Chromium that was seen to work: CHROMIUM_PATH, Playwright's own, an installed one, or one that
 * is installed now. Leaves its path in CHROMIUM_PATH, so that Playwright's workers do not search
 * again.
 */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env.CHROMIUM_PATH
  const executablePath = chosen ? await insistOn(chosen) : await search()
  process.env.CHROMIUM_PATH = executablePath
  process.env.CHROMIUM_PROBED = executablePath
  return { executablePath, args: FLAGS }
}

/** Whoever names a browser wants that one: a second choice would test something else in silence. */
async function insistOn(chosen: string): Promise<string> {
  const fault = process.env.CHROMIUM_PROBED === chosen ? undefined : await faultOf(chosen)
  if (fault !== undefined) stop(`CHROMIUM_PATH is ${chosen}, which does not work: ${fault}`)
  return chosen
}

async function search(): Promise<string> {
  return (
    (await firstWorking([chromium.executablePath(), ...installedPlaces()])) ??
    (await installPlaywrights()) ??
    (await installDebians()) ??
    stop('No Chromium works here: install Google Chrome or Chromium, or set CHROMIUM_PATH to one.')
  )
}

async function firstWorking(candidates: string[]): Promise<string | undefined> {
  for (const candidate of new Set(candidates)) {
    // One after the other: the first that works wins, and most of them do not exist.
    if (!(await exists(candidate))) continue
    const fault = await faultOf(candidate)
    if (fault === undefined) return candidate
    say(`${candidate} does not work: ${fault}`)
  }
  return undefined
}

/**
 * Undefined for a browser that opens a page and runs its script, else why it does not, in one line.
 */
async function faultOf(executablePath: string): Promise<string | undefined> {
  try {
    const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PROBE_LIMIT_MS })
    try {
      const page = await browser.newPage()
      const sum = await Promise.race([
        page.evaluate(() => 1 + 1),
        sleep(PROBE_LIMIT_MS, undefined, { ref: false }),
      ])
      return sum === 2 ? undefined : 'it starts, but runs no script'
    } finally {
      await browser.close()
    }
  } catch (error) {
    return reasonIn(error instanceof Error ? error.message : String(error))
  }
}

/** The telling line of a launch error: Chromium's own last words where there are any. */
function reasonIn(message: string): string {
  const lines = message.split('\n').map((line) => line.trim())
  const words = lines.find((line) => /error while loading|FATAL|\[err\]/.test(line))
  return words ?? lines[0] ?? 'unknown'
}

const exists = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )

function installedPlaces(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name + suffix)))
  return [...onPath, ...usualPlaces()]
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    )
  }
  if (process.platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA } = process.env
    return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) =>
        ['Google\\Chrome', 'Chromium'].map((name) =>
          path.join(folder, name, 'Application', 'chrome.exe'),
        ),
      )
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ]
}

/**
 * `playwright install --with-deps chromium` in two steps, because that command fetches a hundred
 * system packages before it learns that the browser itself is out of reach.
 */
async function installPlaywrights(): Promise<string | undefined> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  say('No Chromium found; downloading Playwright’s with `playwright install chromium`.')
  // Without its headless shell, which is half of the download: the tests want the real browser.
  const download = [cli, 'install', '--no-shell', 'chromium']
  if (!(await run(process.execPath, download, { silentMs: MINUTE_MS }))) return undefined
  const found = await firstWorking([chromium.executablePath()])
  if (found !== undefined || !isRoot || process.platform !== 'linux') return found
  say('Installing the system libraries it needs with `playwright install-deps chromium`.')
  const libraries = [cli, 'install-deps', 'chromium']
  if (!(await run(process.execPath, libraries, { silentMs: 10 * MINUTE_MS }))) return undefined
  return firstWorking([chromium.executablePath()])
}

async function installDebians(): Promise<string | undefined> {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '')
  if (!isRoot || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(system)) return undefined
  say('Installing the system’s Chromium with `apt-get install chromium`.')
  // Another apt may hold the lock on a machine that has just started.
  const apt = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2']
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  const isInstalled =
    (await run('apt-get', [...apt, 'update'], { silentMs: 3 * MINUTE_MS })) &&
    (await run('apt-get', [...apt, ...install], { silentMs: 10 * MINUTE_MS }))
  return isInstalled ? firstWorking(installedPlaces()) : undefined
}

/**
 * True when the command succeeded. It is ended after `silentMs` without progress, whole family
 * included: an installer that hangs does so in a child of its own.
 */
function run(
  command: string,
  args: string[],
  { silentMs }: { silentMs: number },
): Promise<boolean> {
  return new Promise((resolve) => {
    let output = ''
    let isTooSlow = false
    const child = spawn(command, args, {
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const limit = setTimeout(() => {
      isTooSlow = true
      if (child.pid === undefined || process.platform === 'win32') child.kill()
      else process.kill(-child.pid)
    }, silentMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        // Retries against a host that does not answer are talkative too, so only percentages count.
        if (/\d%/.test(text)) limit.refresh()
      })
    }
    let isFinished = false
    const finish = (fault?: string) => {
      // A command that does not exist reports both an error and its end.
      if (isFinished) return
      isFinished = true
      clearTimeout(limit)
      if (fault !== undefined) say(`That failed: ${fault}`)
      resolve(fault === undefined)
    }
    child.once('error', (error) => finish(error.message))
    child.once('close', (code) => {
      const lines = output.trim().split('\n')
      const telling = lines.find((line) => /^(E|Error): /.test(line)) ?? lines.at(-1)
      if (isTooSlow) finish(`no progress in ${silentMs / 1000} s`)
      else finish(code === 0 ? undefined : telling || `it ended with ${code}`)
    })
  })
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function stop(sentence: string): never {
  const error = new Error(sentence)
  // Playwright prints the stack, and the sentence is all there is to know.
  error.stack = sentence
  throw error
}
