import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { makeGateway } from './make-gateway.ts'

const PAGE = '<!doctype html><title>Call Review</title>'
let dashboardDir = ''

beforeAll(async () => {
  dashboardDir = await mkdtemp(path.join(tmpdir(), 'call-review-'))
  const write = (name: string, content: string | Buffer) =>
    writeFile(path.join(dashboardDir, name), content)
  await mkdir(path.join(dashboardDir, 'assets'))
  await mkdir(path.join(dashboardDir, '.vite'))
  await write('index.html', PAGE)
  await write('index.html.br', brotliCompressSync(PAGE))
  await write('mark.svg', '<svg/>')
  await write('.vite/manifest.json', '{}')
  await write('assets/main-abc.js', 'run()')
  await write('assets/main-abc.js.br', brotliCompressSync('run()'))
  await write('assets/main-abc.js.gz', gzipSync('run()'))
})

const get = (url: string, headers = {}) =>
  makeGateway(() => [], {}, { dashboardDir }).visit({ method: 'GET', url, headers })

test('the bare address leads to the calls', async () => {
  const answer = await get('/')
  expect(answer.statusCode).toBe(302)
  expect(answer.headers.location).toBe('/calls')
})

test.each(['/calls', '/calls?client=7', '/calls/deeper/still'])(
  'a page address answers the dashboard, to be asked for again next time: %s',
  async (url) => {
    const answer = await get(url)
    expect(answer.body).toBe(PAGE)
    expect(answer.headers['content-type']).toMatch(/^text\/html/)
    expect(answer.headers['cache-control']).toBe('no-cache')
  },
)

test.each(['%ZZ', '%', '%00', '%E0%A4'])(
  'a bookmark that holds %s is answered with the dashboard, which says what it cannot use (F-10)',
  async (damage) => {
    const answer = await get(`/calls?direction=incoming&client=${damage}&${damage}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(PAGE)
  },
)

test('hashed files are kept for good and sent as they were compressed at build', async () => {
  const plain = await get('/assets/main-abc.js')
  expect(plain.body).toBe('run()')
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const br = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' })
  expect(br.headers['content-encoding']).toBe('br')
  expect(br.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const gz = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip' })
  expect(gz.headers['content-encoding']).toBe('gzip')
  const page = await get('/calls', { 'accept-encoding': 'br' })
  expect(page.headers['content-encoding']).toBe('br')
  expect(page.headers['cache-control']).toBe('no-cache')
})

test.each([
  '/assets/none.js',
  '/assets/none',
  '/x.css',
  '/.vite/manifest.json',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
])('a file that is not there stays missing: %s', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toMatch(/^text\/plain/)
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('a folder is not listed', async () => {
  const answer = await get('/assets/')
  expect(answer.statusCode).toBe(404)
  expect(answer.body).not.toContain('main-abc')
})

test('an unknown address of the API is a problem, not a page', async () => {
  const answer = await get('/api/none', { 'x-call-review': '1' })
  expect(answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
})

test('only reading leads to a page', async () => {
  const { visit } = makeGateway(() => [], {}, { dashboardDir })
  expect((await visit({ method: 'POST', url: '/calls' })).statusCode).toBe(404)
})
