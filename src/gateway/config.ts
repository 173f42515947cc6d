import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

/** A wrong or missing setting: one sentence for the operator, naming the variable and never its secret. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

const COOKIE_MODES = ['strict', 'embed', 'localhost'] as const
export type CookieMode = (typeof COOKIE_MODES)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** 32 bytes, and the name by which what was made with them knows them again. */
export type Key = { kid: string; secret: Uint8Array }

/** Number of HostedSuite's first page. Its documents do not say, so `auto` finds it out. */
export type FirstPage = 'auto' | 0 | 1

/**
 * How HostedSuite writes dates and wants them written. Everything reads `iso`, but for a host that was told
 * otherwise; dates with slashes are read with the month first then.
 */
const DATE_STYLES = ['iso', 'space', 'month-first', 'day-first'] as const
export type DateStyle = (typeof DATE_STYLES)[number]

export type GatewayConfig = {
  port: number
  host: string
  /** Undefined only in localhost mode: the gateway then trusts any loopback origin that names its host. */
  publicOrigin: string | undefined
  /** The part before `/api/calls`; undefined stands for the embedded sandbox. */
  hostedSuiteUrl: string | undefined
  firstPage: FirstPage
  /** IANA zone of HostedSuite's zone-less times. */
  hostedSuiteTimeZone: string
  hostedSuiteDates: DateStyle
  /** The first key seals, every key opens, so that a new key signs nobody out. */
  sessionKeys: Key[]
  /** Of these the key of each person's unsent notes is derived; the first encrypts, every key decrypts. */
  draftKeys: Key[]
  sessionIdleMinutes: number
  sessionMaxHours: number
  cookieMode: CookieMode
  embedOrigins: string[]
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Where several gateways share sign-in limits and ended sessions; undefined for one gateway alone. */
  redisUrl: string | undefined
  /** Where a gateway alone keeps what must survive a restart. */
  dataDir: string
  logLevel: LogLevel
}

export type Environment = Record<string, string | undefined>

export function readGatewayConfig(env: Environment): GatewayConfig {
  const publicOrigin = origin('PUBLIC_ORIGIN', setting(env, 'PUBLIC_ORIGIN'))
  const hostedSuiteUrl = upstreamUrl('HOSTEDSUITE_URL', setting(env, 'HOSTEDSUITE_URL'))
  const mode = cookieMode(setting(env, 'COOKIE_MODE'), publicOrigin)
  const keys = sessionKeys(setting(env, 'SESSION_KEYS'), hostedSuiteUrl)
  return {
    port: port('PORT', setting(env, 'PORT') ?? '4173'),
    host: host('HOST', setting(env, 'HOST') ?? '127.0.0.1', mode),
    publicOrigin,
    hostedSuiteUrl,
    firstPage: firstPage('HOSTEDSUITE_FIRST_PAGE', setting(env, 'HOSTEDSUITE_FIRST_PAGE')),
    hostedSuiteTimeZone: timeZone('HOSTEDSUITE_TIME_ZONE', setting(env, 'HOSTEDSUITE_TIME_ZONE')),
    hostedSuiteDates: oneOf(
      'HOSTEDSUITE_DATES',
      DATE_STYLES,
      setting(env, 'HOSTEDSUITE_DATES') ?? 'iso',
    ),
    sessionKeys: keys,
    draftKeys: readKeys('DRAFT_KEYS', setting(env, 'DRAFT_KEYS')) ?? keys,
    sessionIdleMinutes: positive('SESSION_IDLE_MINUTES', setting(env, 'SESSION_IDLE_MINUTES'), 30),
    sessionMaxHours: positive('SESSION_MAX_HOURS', setting(env, 'SESSION_MAX_HOURS'), 8),
    cookieMode: mode,
    embedOrigins: embedOrigins(setting(env, 'EMBED_ORIGINS'), mode),
    trustedProxies: addressRanges('TRUSTED_PROXIES', setting(env, 'TRUSTED_PROXIES')),
    redisUrl: redisUrl('REDIS_URL', setting(env, 'REDIS_URL')),
    dataDir: setting(env, 'DATA_DIR') ?? '.data/gateway',
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, setting(env, 'LOG_LEVEL') ?? 'info'),
  }
}

/** True for the names that never leave this machine, so plain http to them is not readable by others. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

export const setting = (env: Environment, name: string) => env[name]?.trim() || undefined

function oneOf<const Choice extends string>(
  name: string,
  choices: readonly Choice[],
  text: string,
): Choice {
  const choice = choices.find((known) => known === text)
  if (choice === undefined) {
    throw new ConfigurationError(`${name} must be one of ${choices.join(', ')}.`)
  }
  return choice
}

function port(name: string, text: string): number {
  const number = Number(text)
  if (!/^\d{1,5}$/.test(text) || number > 65_535) {
    throw new ConfigurationError(`${name} must be a port number from 0 to 65535.`)
  }
  return number
}

/** Without https a cookie can be read on the way: it then never leaves this machine. */
function host(name: string, text: string, mode: CookieMode): string {
  if (mode === 'localhost' && !isLoopback(text.includes(':') ? `[${text}]` : text)) {
    throw new ConfigurationError(
      `${name} must be this machine, such as 127.0.0.1, unless PUBLIC_ORIGIN is an https origin.`,
    )
  }
  return text
}

function positive(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  const number = Number(text)
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text) || number <= 0) {
    throw new ConfigurationError(`${name} must be a number greater than 0.`)
  }
  return number
}

function firstPage(name: string, text = 'auto'): FirstPage {
  const choice = oneOf(name, ['auto', '0', '1'], text)
  return choice === 'auto' ? choice : choice === '0' ? 0 : 1
}

function timeZone(name: string, text: string | undefined): string {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
  if (text === undefined) return zone
  if (!isTimeZone(text)) {
    throw new ConfigurationError(`${name} must be an IANA time zone name such as America/New_York.`)
  }
  return text
}

export function isTimeZone(text: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** An exact origin. The pattern is narrower than the URL grammar, whose hosts may hold `*`, `;` and `'`. */
function isOrigin(text: string): boolean {
  return (
    /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(text) &&
    URL.canParse(text) &&
    new URL(text).origin === text
  )
}

function origin(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !isOrigin(text)) {
    throw new ConfigurationError(`${name} must be an origin such as https://calls.example.com.`)
  }
  return text
}

const listed = (text = '') =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Exact origins only: a wildcard would let every page of that domain frame the dashboard. */
function embedOrigins(text: string | undefined, mode: CookieMode): string[] {
  const origins = listed(text)
  if (!origins.every(isOrigin)) {
    throw new ConfigurationError(
      'EMBED_ORIGINS must be exact origins such as https://portal.example.com, separated by commas.',
    )
  }
  // To a browser http and https are two sites, even of one name: a strict cookie would never come.
  if (mode === 'strict' && origins.some((each) => each.startsWith('http:'))) {
    throw new ConfigurationError('EMBED_ORIGINS over http need COOKIE_MODE to be embed.')
  }
  return origins
}

function addressRanges(name: string, text: string | undefined): string[] {
  const ranges = listed(text)
  if (!ranges.every(isAddressRange)) {
    throw new ConfigurationError(
      `${name} must be addresses or CIDR ranges such as 10.0.0.0/8, separated by commas.`,
    )
  }
  return ranges
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  // A range of all addresses would let everybody write where they come from.
  const isPrefix = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= longest)
  return longest > 0 && isPrefix && rest.length === 0
}

function redisUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') {
    throw new ConfigurationError(`${name} must be an address such as redis://valkey:6379.`)
  }
  return text
}

/** Passwords and keys travel to every upstream: plain http is allowed on this machine only. */
export function upstreamUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ConfigurationError(`${name} must be an address such as https://host.example.com.`)
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new ConfigurationError(
      `${name} must not hold a user name, a password, a query or a fragment.`,
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigurationError(`${name} must use https unless it is on this machine.`)
  }
  return text
}

function cookieMode(text: string | undefined, publicOrigin: string | undefined): CookieMode {
  const url = publicOrigin === undefined ? undefined : new URL(publicOrigin)
  const isLocal = url === undefined || (url.protocol === 'http:' && isLoopback(url.hostname))
  const mode = oneOf('COOKIE_MODE', COOKIE_MODES, text ?? (isLocal ? 'localhost' : 'strict'))
  if (mode !== 'localhost' && url?.protocol !== 'https:') {
    throw new ConfigurationError(
      `PUBLIC_ORIGIN must be an https origin when COOKIE_MODE is ${mode}.`,
    )
  }
  if (mode === 'localhost' && !isLocal) {
    throw new ConfigurationError(
      'COOKIE_MODE localhost needs a PUBLIC_ORIGIN on this machine, or none.',
    )
  }
  return mode
}

function sessionKeys(text: string | undefined, hostedSuiteUrl: string | undefined): Key[] {
  const keys = readKeys('SESSION_KEYS', text)
  if (keys !== undefined) return keys
  if (hostedSuiteUrl === undefined) return [{ kid: 'process', secret: randomBytes(32) }]
  throw new ConfigurationError(
    'SESSION_KEYS must be set when HOSTEDSUITE_URL is: kid:base64url of 32 random bytes.',
  )
}

function readKeys(name: string, text: string | undefined): Key[] | undefined {
  if (text === undefined) return undefined
  const keys = text.split(',').map((part) => {
    const [, kid, encoded] = /^([\w-]{1,16}):([\w-]{43})=?$/.exec(part.trim()) ?? []
    if (kid === undefined || encoded === undefined) {
      throw new ConfigurationError(
        `${name} must be kid:base64url of 32 bytes each, separated by commas.`,
      )
    }
    return { kid, secret: Buffer.from(encoded, 'base64url') }
  })
  if (keys.length > 3 || new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new ConfigurationError(`${name} must hold at most three keys with different names.`)
  }
  return keys
}
