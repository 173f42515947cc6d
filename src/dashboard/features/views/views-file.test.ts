import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SavedView, SavedViewsSchema } from '../../../contract/views.ts'
import { addViews, formatViewsFile, readViewsFile } from './views-file.ts'

const YESTERDAY = { name: 'Yesterday', query: 'range=yesterday' }
const INCOMING = { name: 'Incoming', query: 'direction=incoming' }

const newId = () => 'new'
const keep = (view: SavedView) => ({ ...view, id: view.name })

describe('a file', () => {
  test('brings back what was written into it, without ids', async () => {
    const file = formatViewsFile([keep(YESTERDAY), keep(INCOMING)])
    expect(await readViewsFile(new Blob([file]))).toEqual({ views: [YESTERDAY, INCOMING] })
    expect(file).not.toContain('id')
  })

  test.each([
    ['', 'This file is no list of saved views.'],
    ['{"name":"Yesterday","query":""}', 'This file is no list of saved views.'],
    ['[{"name":"Yesterday"}]', 'This file is no list of saved views.'],
    [
      '[{"name":"Yesterday","query":""},{"name":" ","query":""}]',
      'View 2 of this file cannot be used: Give the view a name.',
    ],
    [
      JSON.stringify(Array.from({ length: 501 }, () => YESTERDAY)),
      'There are more than 500 views.',
    ],
    [' '.repeat(1024 * 1024 + 1), 'This file is larger than 1 MB.'],
  ])('%.60s is refused with a sentence', async (text, problem) => {
    expect(await readViewsFile(new Blob([text]))).toEqual({ problem })
  })

  test('of any JSON is a list of views or refused', async () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((text) => `[${text}]`),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const parsed = await readViewsFile(new Blob([text]))
        if ('problem' in parsed) expect(parsed.problem).toMatch(/^[A-Z].*\.$/)
        else expect(SavedViewsSchema.safeParse(parsed.views).success).toBe(true)
      }),
    )
  })
})

describe('adding views', () => {
  test('puts them behind those that are there', () => {
    expect(addViews([keep(YESTERDAY)], [INCOMING], newId)).toEqual({
      views: [keep(YESTERDAY), { ...INCOMING, id: 'new' }],
      added: 1,
      renamed: 0,
    })
  })

  test('overwrites none: another view of the same name gets a number', () => {
    const other = { ...YESTERDAY, query: 'range=today' }
    const { views, renamed } = addViews([keep(YESTERDAY)], [other, INCOMING], newId)
    expect(views.map(({ name }) => name)).toEqual(['Yesterday', 'Yesterday (2)', 'Incoming'])
    expect(renamed).toBe(1)
  })

  test('twice adds nothing the second time, and never makes a name that cannot be kept', () => {
    const name = fc
      .oneof(fc.constantFrom('A', 'A (2)', '🙂'.repeat(40)), fc.string({ unit: 'grapheme' }))
      .filter((text) => SavedViewsSchema.safeParse([{ name: text, query: '' }]).success)
      .map((text) => text.trim())
    const views = fc.array(fc.record({ name, query: fc.constantFrom('a', 'b', 'c') }))
    fc.assert(
      fc.property(views, views, (own, more) => {
        const first = addViews(addViews([], own, newId).views, more, newId)
        expect(SavedViewsSchema.safeParse(first.views).success).toBe(true)
        expect(new Set(first.views.map((view) => view.name)).size).toBe(first.views.length)
        expect(addViews(first.views, more, newId)).toMatchObject({ added: 0 })
      }),
    )
  })
})
