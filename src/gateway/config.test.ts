import { expect, test } from 'vitest'
import { ConfigurationError, readGatewayConfig } from './config.ts'

const KEY = `a:${Buffer.alloc(32, 7).toString('base64url')}`
const HTTPS = { PUBLIC_ORIGIN: 'https://calls.example.com' }
const REAL = { HOSTEDSUITE_URL: 'https://evo.hostedsuite.com', SESSION_KEYS: KEY }

test('without any setting the gateway serves this machine with a key of its own', () => {
  const config = readGatewayConfig({})
  expect(config).toMatchObject({
    port: 4173,
    host: '127.0.0.1',
    firstPage: 'auto',
    sessionIdleMinutes: 30,
    sessionMaxHours: 8,
    cookieMode: 'localhost',
    embedOrigins: [],
    logLevel: 'info',
  })
  expect(config.publicOrigin).toBeUndefined()
  expect(config.sessionKeys[0]?.secret).toHaveLength(32)
})

test('every setting is read', () => {
  const config = readGatewayConfig({
    ...HTTPS,
    ...REAL,
    PORT: '8080',
    HOST: '0.0.0.0',
    HOSTEDSUITE_FIRST_PAGE: '1',
    HOSTEDSUITE_TIME_ZONE: 'Asia/Jerusalem',
    SESSION_KEYS: `${KEY},b:${Buffer.alloc(32, 8).toString('base64url')}`,
    DRAFT_KEYS: `d:${Buffer.alloc(32, 9).toString('base64url')}`,
    SESSION_IDLE_MINUTES: '0.5',
    SESSION_MAX_HOURS: '12',
    COOKIE_MODE: 'embed',
    EMBED_ORIGINS: 'https://portal.example.com, http://intranet',
    LOG_LEVEL: 'warn',
  })
  expect(config).toMatchObject({
    port: 8080,
    host: '0.0.0.0',
    publicOrigin: 'https://calls.example.com',
    hostedSuiteUrl: 'https://evo.hostedsuite.com',
    firstPage: 1,
    hostedSuiteTimeZone: 'Asia/Jerusalem',
    sessionIdleMinutes: 0.5,
    sessionMaxHours: 12,
    cookieMode: 'embed',
    embedOrigins: ['https://portal.example.com', 'http://intranet'],
    logLevel: 'warn',
  })
  expect(config.sessionKeys.map(({ kid }) => kid)).toEqual(['a', 'b'])
  expect(config.draftKeys.map(({ kid }) => kid)).toEqual(['d'])
})

test('without keys of their own, drafts go by the keys of the session', () => {
  const { draftKeys, sessionKeys } = readGatewayConfig(REAL)
  expect(draftKeys).toEqual(sessionKeys)
})

test.each(['127.0.0.1', '::1', 'localhost', '127.8.9.10'])(
  'on this machine %s may be listened on',
  (HOST) => {
    expect(readGatewayConfig({ HOST }).host).toBe(HOST)
  },
)

test('behind https any address may be listened on', () => {
  expect(readGatewayConfig({ ...HTTPS, HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
})

test('an https origin needs no cookie mode to be strict', () => {
  expect(readGatewayConfig(HTTPS).cookieMode).toBe('strict')
  expect(readGatewayConfig({ PUBLIC_ORIGIN: 'http://localhost:4173' }).cookieMode).toBe('localhost')
})

test.each([
  ['PORT', { PORT: '65536' }],
  ['PORT', { PORT: 'http' }],
  ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'https://calls.example.com/' }],
  ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'http://calls.example.com' }],
  ['PUBLIC_ORIGIN', { COOKIE_MODE: 'embed' }],
  ['COOKIE_MODE', { ...HTTPS, COOKIE_MODE: 'localhost' }],
  ['COOKIE_MODE', { COOKIE_MODE: 'lax' }],
  ['COOKIE_MODE', { COOKIE_MODE: 'localhost', PUBLIC_ORIGIN: 'http://localhost.example.com' }],
  ['HOST', { HOST: '0.0.0.0' }],
  ['HOST', { HOST: '::' }],
  ['HOST', { HOST: '192.168.1.7', PUBLIC_ORIGIN: 'http://localhost:4173' }],
  ['EMBED_ORIGINS', { EMBED_ORIGINS: 'https://*.example.com' }],
  ['EMBED_ORIGINS', { EMBED_ORIGINS: "https://a.com;script-src'" }],
  ['EMBED_ORIGINS', { EMBED_ORIGINS: 'portal.example.com' }],
  ['EMBED_ORIGINS', { ...HTTPS, EMBED_ORIGINS: 'http://hidden.example.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'http://evo.hostedsuite.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'https://u:hidden@evo.hostedsuite.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'https://evo.hostedsuite.com?hidden' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'evo' }],
  ['HOSTEDSUITE_FIRST_PAGE', { HOSTEDSUITE_FIRST_PAGE: '2' }],
  ['HOSTEDSUITE_DATES', { HOSTEDSUITE_DATES: 'american' }],
  ['HOSTEDSUITE_TIME_ZONE', { HOSTEDSUITE_TIME_ZONE: 'New York' }],
  ['SESSION_KEYS', { HOSTEDSUITE_URL: 'https://evo.hostedsuite.com' }],
  ['SESSION_KEYS', { SESSION_KEYS: 'a:hidden' }],
  ['SESSION_KEYS', { SESSION_KEYS: `a:${Buffer.alloc(31, 7).toString('base64url')}` }],
  ['SESSION_KEYS', { SESSION_KEYS: `a:${Buffer.alloc(33, 7).toString('base64url')}` }],
  ['SESSION_KEYS', { SESSION_KEYS: KEY.slice(2) }],
  ['SESSION_KEYS', { SESSION_KEYS: ['b', 'c', 'd', 'e'].map((kid) => kid + KEY.slice(1)).join() }],
  ['SESSION_KEYS', { SESSION_KEYS: `${KEY},${KEY}` }],
  ['DRAFT_KEYS', { DRAFT_KEYS: 'a:hidden' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'hidden.example.com' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'true' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '0.0.0.0/0' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.1, ::/0' }],
  ['REDIS_URL', { REDIS_URL: 'http://u:hidden@valkey:6379' }],
  ['SESSION_IDLE_MINUTES', { SESSION_IDLE_MINUTES: '0' }],
  ['SESSION_MAX_HOURS', { SESSION_MAX_HOURS: '-8' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])('G-18 a wrong %s is refused in one sentence that names it and shows no value', (name, env) => {
  const read = () => readGatewayConfig(env)
  expect(read).toThrow(ConfigurationError)
  expect(read).toThrow(new RegExp(`^(?!.*hidden).*\\b${name}\\b.*\\.$`))
})
