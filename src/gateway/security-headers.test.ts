import { expect, test } from 'vitest'
import { makeGateway } from './make-gateway.ts'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { GatewayConfig } from './config.ts'

async function readPage(overrides: Partial<GatewayConfig> = {}) {
  const dashboardDir = await mkdtemp(path.join(tmpdir(), 'call-review-'))
  await writeFile(path.join(dashboardDir, 'index.html'), '<!doctype html>')
  const { visit } = makeGateway(() => [], overrides, { dashboardDir })
  return (await visit({ method: 'GET', url: '/calls' })).headers
}

test('the page may load from its own origin, and nobody may frame it', async () => {
  const headers = await readPage()
  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; frame-src 'none'; " +
      "worker-src 'none'; media-src 'self'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types 'none'; upgrade-insecure-requests",
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
  })
})

test('only the listed origins may frame the page', async () => {
  const headers = await readPage({ embedOrigins: ['https://a.test', 'https://b.test'] })
  expect(headers['content-security-policy']).toContain(
    "; frame-ancestors 'self' https://a.test https://b.test; ",
  )
  expect(headers['x-frame-options']).toBeUndefined()
})

test('on this machine nothing is upgraded to https', async () => {
  const headers = await readPage({ cookieMode: 'localhost', publicOrigin: undefined })
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
  expect(headers['strict-transport-security']).toBeUndefined()
})

test.each(['/session', '/api/calls/x', '/api/none', '/%zz', '/none', '/healthz'])(
  'T-43 data and errors show nothing and are not stored: %s',
  async (url) => {
    const { ask } = makeGateway(() => [], { embedOrigins: ['https://a.test'] })
    const { headers } = await ask({ method: 'GET', url })
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    )
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined()
  },
)
