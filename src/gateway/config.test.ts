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
  ['EMBED_ORIGINS', { EMBED_ORIGINS: 'https://*.example.com' }],
  ['EMBED_ORIGINS', { EMBED_ORIGINS: "https://a.com;script-src'" }],
  ['EMBED_ORIGINS', { EMBED_ORIGINS: 'portal.example.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'http://evo.hostedsuite.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'https://u:hidden@evo.hostedsuite.com' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'https://evo.hostedsuite.com?hidden' }],
  ['HOSTEDSUITE_URL', { ...REAL, HOSTEDSUITE_URL: 'evo' }],
  ['HOSTEDSUITE_FIRST_PAGE', { HOSTEDSUITE_FIRST_PAGE: '2' }],
  ['HOSTEDSUITE_TIME_ZONE', { HOSTEDSUITE_TIME_ZONE: 'New York' }],
  ['SESSION_KEYS', { HOSTEDSUITE_URL: 'https://evo.hostedsuite.com' }],
  ['SESSION_KEYS', { SESSION_KEYS: 'a:hidden' }],
  ['SESSION_KEYS', { SESSION_KEYS: `${KEY},${KEY}` }],
  ['SESSION_IDLE_MINUTES', { SESSION_IDLE_MINUTES: '0' }],
  ['SESSION_MAX_HOURS', { SESSION_MAX_HOURS: '-8' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])('a wrong %s is refused in one sentence that names it and shows no value', (name, env) => {
  const read = () => readGatewayConfig(env)
  expect(read).toThrow(ConfigurationError)
  expect(read).toThrow(new RegExp(`^(?!.*hidden).*\\b${name}\\b.*\\.$`))
})
