import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationError } from './config.ts'
import { makeGateway } from './make-gateway.ts'
import { openViewsFile } from './views-file.ts'

const VIEWS = [{ name: 'Yesterday', query: 'range=yesterday' }]
const route = { method: 'GET', url: '/api/views' } as const

function writeViews(content: unknown): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'call-review-views-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'views.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

function serveViews(file: string) {
  const lines: string[] = []
  const readTeamViews = openViewsFile({ VIEWS_FILE: file })
  if (readTeamViews === undefined) throw new Error('VIEWS_FILE is set.')
  const log = { write: (line: string) => void lines.push(line) }
  return {
    ...makeGateway(undefined, { logLevel: 'warn' }, { readTeamViews, log }),
    lines,
  }
}

test('whoever is signed in is given the views of the file, and is told that there are some', async () => {
  const { askSignedIn, requests } = serveViews(writeViews(VIEWS))
  const answer = await askSignedIn(route)
  expect(answer.json()).toEqual(VIEWS)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect((await askSignedIn({ url: '/session' })).json()).toMatchObject({ hasTeamViews: true })
  expect(requests).toEqual([])
})

test('nobody else is', async () => {
  const { ask, visit } = serveViews(writeViews(VIEWS))
  expect((await ask(route)).json()).toMatchObject({ code: 'SESSION_EXPIRED' })
  expect((await visit(route)).statusCode).toBe(403)
})

test('without VIEWS_FILE there is no trace of them', async () => {
  expect(openViewsFile({ VIEWS_FILE: ' ' })).toBeUndefined()
  const { askSignedIn } = makeGateway()
  expect((await askSignedIn(route)).statusCode).toBe(404)
  expect((await askSignedIn({ url: '/session' })).json()).not.toHaveProperty('hasTeamViews')
})

test('a file that changes is read anew, and a broken change leaves the views as they were', async () => {
  const file = writeViews(VIEWS)
  const { askSignedIn, lines } = serveViews(file)
  const more = [...VIEWS, { name: 'Incoming', query: '?direction=incoming' }]
  writeFileSync(file, `\uFEFF${JSON.stringify(more)}`)
  expect((await askSignedIn(route)).json()).toEqual(more)
  expect(lines).toEqual([])

  writeFileSync(file, '[{"name": "Half')
  expect((await askSignedIn(route)).json()).toEqual(more)
  rmSync(file)
  expect((await askSignedIn(route)).json()).toEqual(more)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('"code":"VIEWS_FILE_UNUSABLE","cause":"ENOENT"')
})

test.each([
  ['nothing', '', 'it is not JSON'],
  ['no JSON', 'Yesterday: secret', 'it is not JSON'],
  ['no list', { views: VIEWS }, 'Invalid input'],
  ['a view without a query', [...VIEWS, { name: 'Incoming' }], '1.query: Invalid input'],
  ['a view without a name', [{ name: '  ', query: '' }], '0.name: Give the view a name'],
  ['two views of one name', [...VIEWS, ...VIEWS], 'Two views have the same name'],
  ['too much', ' '.repeat(1024 * 1024 + 1), 'it is larger than 1 MB'],
])('a file with %s stops the start with a sentence', (_what, content, why) => {
  const open = () => openViewsFile({ VIEWS_FILE: writeViews(content) })
  expect(open).toThrow(ConfigurationError)
  expect(open).toThrow(/^VIEWS_FILE must name a file such as \[.*\]: [^\n]+\.$/)
  expect(open).toThrow(why)
  expect(open).not.toThrow('secret')
})

test('a missing file or a folder stops it too', () => {
  expect(() => openViewsFile({ VIEWS_FILE: '/nowhere/views.json' })).toThrow(/^VIEWS_FILE.*ENOENT/)
  expect(() => openViewsFile({ VIEWS_FILE: tmpdir() })).toThrow(/^VIEWS_FILE.*not a file/)
})
