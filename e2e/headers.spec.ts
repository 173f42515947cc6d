import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { CallPageSchema } from '../src/contract/calls.ts'
import {
  type Answer,
  ask,
  LIST,
  makeSessionKeys,
  signIn,
  startGateway,
  startSandbox,
} from './gateway-client.ts'

const BUILT = path.join(import.meta.dirname, '../dist/dashboard')
const HOST = 'calls.example.test'
const OURS = { host: HOST, 'x-forwarded-proto': 'https' }

const DOCUMENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; frame-src 'none'; " +
  "worker-src 'none'; media-src 'self'; form-action 'none'; frame-ancestors {ancestors}; " +
  "require-trusted-types-for 'script'; trusted-types 'none'; upgrade-insecure-requests"
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** What every answer carries, whatever it is. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
}

type Deployment = {
  name: string
  env: Record<string, string>
  ancestors: string
  frameOptions: string | undefined
}

const DEPLOYMENTS: Deployment[] = [
  { name: 'strict', env: {}, ancestors: "'none'", frameOptions: 'DENY' },
  {
    name: 'strict with a portal of the same site',
    env: { EMBED_ORIGINS: 'https://portal.example.test' },
    ancestors: "'self' https://portal.example.test",
    frameOptions: undefined,
  },
  {
    name: 'embed',
    env: { COOKIE_MODE: 'embed', EMBED_ORIGINS: 'https://a.test,http://b.test' },
    ancestors: "'self' https://a.test http://b.test",
    frameOptions: undefined,
  },
]

/** Checks an answer: a document and its files carry the one policy, data and errors the other. */
function makeCheck({ ancestors, frameOptions }: Deployment) {
  return ({ headers }: Answer, what: string, isDocument: boolean) => {
    const policy = isDocument ? DOCUMENT_POLICY.replace('{ancestors}', ancestors) : DATA_POLICY
    expect(headers, what).toMatchObject({ ...ALWAYS, 'content-security-policy': policy })
    expect(headers['x-frame-options'], what).toBe(frameOptions)
    expect(headers['server'] ?? headers['x-powered-by'], what).toBeUndefined()
    if (!isDocument) expect(headers['cache-control'], what).toBe('no-store')
  }
}

for (const deployment of DEPLOYMENTS) {
  test(`R-17 T-24 every page, file, answer and error carries the header set: ${deployment.name}`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'call-review-headers-'))
    const sandbox = await startSandbox()
    const { address, stop } = await startGateway({
      HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
      SESSION_KEYS: makeSessionKeys(),
      PUBLIC_ORIGIN: `https://${HOST}`,
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ...deployment.env,
    })
    const cookie = await signIn(address, { headers: OURS })
    const expectSet = makeCheck(deployment)

    const files = (await readdir(BUILT, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => path.relative(BUILT, path.join(entry.parentPath, entry.name)))
      // What the build says of itself is for nobody else.
      .filter((file) => !file.startsWith('.'))
    const pages = ['/', '/calls', '/calls?page=2', '/some/where']
    for (const each of [...pages, ...files.map((file) => `/${file.replaceAll(path.sep, '/')}`)]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(address, { method, path: each, headers: OURS })
        expect([200, 302], `${method} ${each}`).toContain(answer.status)
        expectSet(answer, `${method} ${each}`, true)
      }
    }

    const own = { ...OURS, cookie }
    const list = await ask(address, {
      method: 'POST',
      path: '/api/calls',
      body: LIST,
      headers: own,
    })
    const id = CallPageSchema.parse(list.body).calls[0]?.id
    const large = { ...LIST, more: randomBytes(100_000).toString('hex') }
    const json = 'application/json'
    for (const [status, method, where, more] of [
      [200, 'POST', '/api/calls', { body: LIST, headers: own }],
      [200, 'GET', `/api/calls/${id}`, { headers: own }],
      [200, 'GET', '/session', { headers: own }],
      [200, 'GET', '/session', {}],
      [200, 'GET', '/session/probe', {}],
      [200, 'GET', '/healthz', {}],
      [200, 'GET', '/readyz', {}],
      [200, 'GET', '/metrics', {}],
      [400, 'POST', '/api/calls', { body: {}, headers: own }],
      [400, 'GET', '/session?a=b', {}],
      [400, 'GET', '/%zz', {}],
      [401, 'POST', '/api/calls', { body: LIST }],
      [401, 'POST', '/session', { body: { customerName: 'a', userName: 'b', password: 'c' } }],
      [403, 'GET', '/session', { headers: { 'sec-fetch-site': 'cross-site' } }],
      [404, 'GET', '/api/none', {}],
      [404, 'GET', '/api/calls/none', { headers: own }],
      [404, 'GET', '/assets/none.js', {}],
      [404, 'GET', '/.vite/manifest.json', {}],
      [404, 'GET', '/x.css', {}],
      [404, 'GET', '/assets/', {}],
      [405, 'PUT', '/session', { body: {} }],
      [405, 'GET', '/api/calls', { headers: own }],
      [413, 'POST', '/api/calls', { body: large, headers: own }],
      [415, 'POST', '/session', { body: {}, headers: { 'content-type': 'text/plain' } }],
      [415, 'POST', '/session', { headers: { 'content-type': json, 'content-encoding': 'gzip' } }],
      [421, 'GET', '/calls', { headers: { host: 'elsewhere.test' } }],
    ] as [number, string, string, { body?: object; headers?: Record<string, string> }][]) {
      const what = `${method} ${where} ${status}`
      const headers = { ...OURS, ...more.headers }
      const answer = await ask(address, { ...more, method, path: where, headers })
      expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).toBe(status)
      expectSet(answer, what, false)
    }
    await stop()
    await sandbox.stop()
    await rm(folder, { recursive: true })
  })
}
