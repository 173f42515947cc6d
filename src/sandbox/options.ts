import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { ConfigurationError } from './configuration-error.ts'
import { NO_FAULTS, parseFaults } from './faults.ts'
import type { Faults } from './faults.ts'

export type SandboxOptions = {
  /** 0 asks the system for a free one. */
  port: number
  /** A folder, or `:memory:`. */
  data: string
  /** NDJSON of CallRecordInfo objects, gzipped when the name ends in `.gz`; wins over `generate`. */
  calls?: string
  generate?: number
  seed: number
  faults: Faults
}

/** For parseArgs; an entry that shares its command line merges these with its own. */
export const SANDBOX_FLAGS = {
  port: { type: 'string' },
  data: { type: 'string' },
  calls: { type: 'string' },
  generate: { type: 'string' },
  seed: { type: 'string' },
  faults: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

type FlagValues = { [Flag in keyof typeof SANDBOX_FLAGS]?: string | undefined }

const DEFAULT_PORT = 4180
const MOST_GENERATED = 5_000_000

export function parseSandboxOptions(args: string[]): SandboxOptions {
  return readSandboxOptions(parseFlags(args))
}

function parseFlags(args: string[]): FlagValues {
  try {
    return parseArgs({ args, options: SANDBOX_FLAGS }).values
  } catch (error) {
    const [sentence = 'The command line cannot be read'] = String(error)
      .replace(/^.*?: /, '')
      .split('. ')
    throw new ConfigurationError(`${sentence.replace(/\.$/, '')}.`, { cause: error })
  }
}

/** From values that parseArgs has already separated. */
export function readSandboxOptions(values: FlagValues): SandboxOptions {
  const { data = '.data/sandbox', calls, generate } = values
  if (data === '') throw new ConfigurationError('--data needs a folder or ":memory:".')
  if (calls === '') throw new ConfigurationError('--calls needs a file.')
  return {
    port: wholeNumber('port', values.port, 65_535) ?? DEFAULT_PORT,
    data,
    seed: wholeNumber('seed', values.seed, 2 ** 31 - 1) ?? 1,
    faults: values.faults === undefined ? NO_FAULTS : parseFaults(json(values.faults), '--faults'),
    ...(calls !== undefined && { calls }),
    ...(generate !== undefined && {
      generate: wholeNumber('generate', generate, MOST_GENERATED) ?? 0,
    }),
  }
}

function wholeNumber(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value <= most) return value
  throw new ConfigurationError(`--${flag} needs a whole number from 0 to ${most}, not "${text}".`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigurationError('--faults needs a JSON object, for example {"firstPage":1}.')
  }
}
