import { execFile } from 'node:child_process'
import { access, constants, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const INSTALL_LIMIT_MS = 180_000

/**
 * The first of each list of names that is installed here. Where one is missing, Debian's packages are installed if
 * that is allowed; a sentence instead of paths tells why it is not.
 */
export async function findPrograms(
  wanted: string[][],
  packages: string[],
): Promise<string[] | string> {
  const installed = await findAll(wanted)
  if (typeof installed !== 'string') return installed
  if (!(await isRootOnDebian())) return `${installed}; only root on Debian or Ubuntu can install it`
  const fault = await install(packages)
  return fault === undefined ? findAll(wanted) : `${installed}; ${fault}`
}

async function findAll(wanted: string[][]): Promise<string[] | string> {
  const found = await Promise.all(wanted.map(find))
  const missing = wanted.filter((_names, index) => found[index] === undefined)
  return missing.length === 0
    ? found.filter((file) => file !== undefined)
    : `${missing.map((names) => names.join(' or ')).join(' and ')} not found on PATH`
}

async function find(names: string[]): Promise<string | undefined> {
  // Debian keeps servers where only root looks.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin']
  for (const file of names.flatMap((name) => folders.map((folder) => path.join(folder, name)))) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}

async function isRootOnDebian(): Promise<boolean> {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(system)
}

/** Undefined when it worked, else why it did not. */
async function install(packages: string[]): Promise<string | undefined> {
  const options = {
    timeout: INSTALL_LIMIT_MS,
    // The run level of a rescue system, in which a package starts no service.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }
  const aptGet = (...args: string[]) =>
    promisify(execFile)('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], options)
  try {
    await aptGet('update')
    await aptGet('install', '-y', '--no-install-recommends', ...packages)
    return undefined
  } catch (error) {
    const [line] = error instanceof Error ? error.message.split('\n') : []
    return `apt-get could not install it: ${line}`
  }
}
